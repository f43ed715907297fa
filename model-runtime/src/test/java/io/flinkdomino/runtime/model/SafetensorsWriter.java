package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small safetensors files, honest ones and others. */
final class SafetensorsWriter {

  private final ObjectNode header = JsonMapper.builder().build().createObjectNode();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  SafetensorsWriter() {
    header.putObject("__metadata__").put("format", "pt");
  }

  /** A float32 tensor; values repeat until the shape is filled. */
  SafetensorsWriter f32(String name, TensorShape shape, float... values) {
    byte[] bytes = new byte[Math.toIntExact(4 * shape.elements())];
    ByteBuffer into = littleEndian(bytes);
    for (int i = 0; i < shape.elements(); i++) {
      into.putFloat(values[i % values.length]);
    }
    return raw(name, "F32", shape, bytes);
  }

  /** A tensor of 16-bit values, given as bits. */
  SafetensorsWriter bits16(String name, String dtype, int... bits) {
    byte[] bytes = new byte[2 * bits.length];
    ByteBuffer into = littleEndian(bytes);
    for (int value : bits) {
      into.putShort((short) value);
    }
    return raw(name, dtype, TensorShape.of(bits.length), bytes);
  }

  SafetensorsWriter raw(String name, String dtype, TensorShape shape, byte[] bytes) {
    ObjectNode entry = header.putObject(name);
    entry.put("dtype", dtype);
    ArrayNode dimensions = entry.putArray("shape");
    shape.dimensions().forEach(dimensions::add);
    entry.putArray("data_offsets").add(data.size()).add(data.size() + bytes.length);
    data.writeBytes(bytes);
    return this;
  }

  Path write(Path file) {
    return write(file, header.toString(), data.toByteArray());
  }

  /** Writes a header as it stands, whatever it says. */
  static Path write(Path file, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return write(file, text.length, text, data);
  }

  static Path write(Path file, long claimedLength, byte[] header, byte[] data) {
    byte[] all = new byte[8 + header.length + data.length];
    littleEndian(all).putLong(claimedLength).put(header).put(data);
    try {
      return Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
