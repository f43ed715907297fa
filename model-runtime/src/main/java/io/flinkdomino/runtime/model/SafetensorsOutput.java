package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes a safetensors file, tensor by tensor in the order of its header. */
final class SafetensorsOutput implements AutoCloseable {

  private static final int CHUNK_VALUES = 1 << 18;
  private static final int ALIGNMENT = 8;

  private final FileChannel channel;
  private final Dtype dtype;

  /**
   * Creates the file and writes its header.
   *
   * @param shapes by tensor name, in the order in which values will come
   * @param dtype F32 or BF16
   */
  SafetensorsOutput(Path file, Map<String, TensorShape> shapes, Dtype dtype) throws IOException {
    if (dtype != Dtype.F32 && dtype != Dtype.BF16) {
      throw new IllegalArgumentException("dtype must be F32 or BF16, got " + dtype);
    }
    this.dtype = dtype;
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    write(header(shapes, dtype));
  }

  private static ByteBuffer header(Map<String, TensorShape> shapes, Dtype dtype) {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.putObject("__metadata__").put("format", "pt");
    long at = 0;
    for (Map.Entry<String, TensorShape> tensor : shapes.entrySet()) {
      ObjectNode entry = json.putObject(tensor.getKey()).put("dtype", dtype.name());
      ArrayNode dimensions = entry.putArray("shape");
      tensor.getValue().dimensions().forEach(dimensions::add);
      long end = at + tensor.getValue().elements() * dtype.bytes();
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    String text = json.toString();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    byte[] padded =
        (text + " ".repeat(Math.floorMod(-bytes, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + padded.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded.length)
        .put(padded)
        .flip();
  }

  /** Appends values. */
  void append(float[] values, int from, int to) throws IOException {
    for (int at = from; at < to; at += CHUNK_VALUES) {
      write(encode(values, at, Math.min(to, at + CHUNK_VALUES)));
    }
  }

  private ByteBuffer encode(float[] values, int from, int to) {
    ByteBuffer bytes =
        ByteBuffer.allocate((to - from) * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      if (dtype == Dtype.F32) {
        bytes.putFloat(values[i]);
      } else {
        bytes.putShort(toBfloat16(values[i]));
      }
    }
    return bytes.flip();
  }

  /** The nearest bfloat16, ties to even. */
  static short toBfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
