package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the header of a safetensors file: eight bytes of length, little-endian, then so many bytes
 * of JSON that map each tensor to dtype, shape and its byte range in the rest of the file. Nothing
 * in it is believed before it is checked against the size of the file.
 */
final class SafetensorsHeader {

  private static final int LENGTH_BYTES = 8;
  // The format allows 100 MB; 80,000 tensors, a hundred times those of a large model, fit in here.
  private static final long MAX_HEADER_BYTES = 16L << 20;
  private static final int MAX_DIMENSIONS = 8;
  private static final String GIT_LFS_POINTER = "version ";
  private static final int ZIP = 0x04034B50;

  private final Path file;
  private final long fileBytes;
  private final long dataStart;
  private final ObjectNode json;

  private SafetensorsHeader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.fileBytes = channel.size();
    this.dataStart = LENGTH_BYTES + readLength(channel);
    byte[] text = new byte[(int) (dataStart - LENGTH_BYTES)];
    SafetensorsFile.readFully(file, channel, ByteBuffer.wrap(text), LENGTH_BYTES);
    this.json = JsonFiles.parseObject(file, "the safetensors header", text);
  }

  /**
   * All tensors by name.
   *
   * @throws ModelFormatException if the header does not describe this file
   */
  static Map<String, TensorInfo> read(Path file, FileChannel channel) throws IOException {
    return new SafetensorsHeader(file, channel).tensors();
  }

  private long readLength(FileChannel channel) throws IOException {
    if (fileBytes < LENGTH_BYTES) {
      throw problem("a safetensors file has at least 8 bytes, got " + fileBytes);
    }
    ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    SafetensorsFile.readFully(file, channel, head, 0);
    if (new String(head.array(), StandardCharsets.US_ASCII).equals(GIT_LFS_POINTER)) {
      throw problem("this is a Git LFS pointer, not the weights: fetch them with git lfs pull");
    }
    if (isPickle(head)) {
      throw problem("this is a pickle file, which may hold code: convert it to safetensors");
    }
    long length = head.getLong(0);
    long limit = Math.min(MAX_HEADER_BYTES, fileBytes - LENGTH_BYTES);
    if (length < 2 || length > limit) {
      throw problem(
          "the safetensors header must have 2 to %d bytes, got %s"
              .formatted(limit, Long.toUnsignedString(length)));
    }
    return length;
  }

  /** A pickle begins with its protocol, or is wrapped in a zip archive. */
  private static boolean isPickle(ByteBuffer head) {
    int protocol = head.get(1);
    boolean plain = head.get(0) == (byte) 0x80 && protocol >= 2 && protocol <= 5;
    return head.getInt(0) == ZIP || (plain && head.getLong(0) >>> 24 != 0);
  }

  private Map<String, TensorInfo> tensors() {
    Map<String, TensorInfo> tensors = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!field.getKey().equals("__metadata__")) {
        tensors.put(field.getKey(), tensor(field.getKey(), field.getValue()));
      }
    }
    requireGapless(tensors);
    return Map.copyOf(tensors);
  }

  private TensorInfo tensor(String name, JsonNode entry) {
    String dtypeName = entry.path("dtype").asText();
    Dtype dtype =
        Dtype.named(dtypeName)
            .orElseThrow(() -> problem(name, "has the unknown dtype " + Shown.text(dtypeName)));
    TensorShape shape = shape(name, entry.path("shape"));
    List<Long> range = range(name, entry.path("data_offsets"));
    long dataBytes = fileBytes - dataStart;
    if (range.size() != 2 || range.get(0) > range.get(1) || range.get(1) > dataBytes) {
      throw problem(
          name,
          "must have data_offsets [begin, end] within 0 to %d, got %s".formatted(dataBytes, range));
    }
    long bytes = range.get(1) - range.get(0);
    // A lying shape may ask for more bytes than a long can count.
    BigInteger wanted =
        BigInteger.valueOf(shape.elements()).multiply(BigInteger.valueOf(dtype.bytes()));
    if (!wanted.equals(BigInteger.valueOf(bytes))) {
      throw problem(
          name, "%s %s must have %s bytes, got %d".formatted(dtype, shape, wanted, bytes));
    }
    return new TensorInfo(name, file, dtype, shape, dataStart + range.get(0));
  }

  private List<Long> range(String name, JsonNode node) {
    if (node.size() > 2) {
      throw problem(
          name, "must have data_offsets [begin, end], got %d numbers".formatted(node.size()));
    }
    return longs(name, "data_offsets", node);
  }

  private TensorShape shape(String name, JsonNode node) {
    if (node.size() > MAX_DIMENSIONS) {
      throw problem(
          name, "must have at most %d dimensions, got %d".formatted(MAX_DIMENSIONS, node.size()));
    }
    List<Long> dimensions = longs(name, "shape", node);
    try {
      return new TensorShape(dimensions);
    } catch (ArithmeticException e) {
      throw new ModelFormatException(
          file, "tensor %s has the impossible shape %s".formatted(Shown.text(name), dimensions), e);
    }
  }

  private List<Long> longs(String name, String field, JsonNode node) {
    List<Long> values = new ArrayList<>();
    node.forEach(item -> values.add(isLong(item) ? item.longValue() : -1));
    if (!node.isArray() || values.stream().anyMatch(value -> value < 0)) {
      throw problem(name, field + " must be a list of integers from 0, got " + Shown.json(node));
    }
    return values;
  }

  private static boolean isLong(JsonNode item) {
    return item.isIntegralNumber() && item.canConvertToLong();
  }

  /** Every byte belongs to one tensor, as the format wants it: what else lies there is not ours. */
  private void requireGapless(Map<String, TensorInfo> tensors) {
    List<TensorInfo> inOrder =
        tensors.values().stream()
            .filter(tensor -> tensor.bytes() > 0)
            .sorted(Comparator.comparingLong(TensorInfo::offset))
            .toList();
    long end = dataStart;
    String before = "the header";
    for (TensorInfo tensor : inOrder) {
      if (tensor.offset() < end) {
        throw problem(tensor.name(), "overlaps " + before);
      }
      requireNoGap(end, tensor.offset(), before);
      end = tensor.offset() + tensor.bytes();
      before = "tensor " + Shown.text(tensor.name());
    }
    requireNoGap(end, fileBytes, before);
  }

  private void requireNoGap(long end, long next, String before) {
    if (end < next) {
      throw problem("%d bytes behind %s belong to no tensor".formatted(next - end, before));
    }
  }

  private ModelFormatException problem(String tensor, String rule) {
    return problem("tensor " + Shown.text(tensor) + " " + rule);
  }

  private ModelFormatException problem(String text) {
    return new ModelFormatException(file, text);
  }
}
