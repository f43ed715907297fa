package io.flinkdomino.runtime.torch;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive: the program as text and a small pickle that names its class and
 * carries its attributes. No Python takes part.
 *
 * <p>The format is PyTorch's own: a zip of stored entries {@code data.pkl}, {@code
 * code/__torch__.py}, {@code constants.pkl} and {@code version} under one folder.
 */
final class TorchScriptArchive {

  /** Stands for an attribute that a program's {@code bind} fills: an empty list of tensors. */
  static final Object NO_TENSORS = new Object();

  private static final String FOLDER = "program/";

  /** PyTorch's file format version of programs without newer operator semantics. */
  private static final String FILE_FORMAT = "3\n";

  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private TorchScriptArchive() {}

  /**
   * Builds the archive of a program whose class is {@code __torch__.Program}.
   *
   * @param program TorchScript text
   * @param attributes Long, Double, Boolean, List of Long, or {@link #NO_TENSORS} by name
   */
  static byte[] write(String program, Map<String, Object> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "data.pkl", pickle(attributes));
      entry(zip, "code/__torch__.py", program.getBytes(StandardCharsets.UTF_8));
      entry(zip, "constants.pkl", EMPTY_TUPLE);
      entry(zip, "version", FILE_FORMAT.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] pickle(Map<String, Object> attributes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x80, 2});
    out.writeBytes("c__torch__\nProgram\n)");
    out.write(0x81);
    out.writeBytes("}(");
    text(out, "training");
    value(out, false);
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      text(out, attribute.getKey());
      value(out, attribute.getValue());
    }
    out.writeBytes("ub.");
    return bytes.toByteArray();
  }

  private static void value(DataOutputStream out, Object value) throws IOException {
    if (value == NO_TENSORS) {
      list(out, "build_tensorlist", List.of());
    } else if (value instanceof Boolean flag) {
      out.write(flag ? 0x88 : 0x89);
    } else if (value instanceof Long number) {
      integer(out, number);
    } else if (value instanceof Double number) {
      out.write('G');
      out.writeDouble(number);
    } else if (value instanceof List<?> numbers) {
      list(out, "build_intlist", numbers);
    } else {
      throw new IllegalArgumentException(
          "attribute must be Long, Double, Boolean or a list, got " + value.getClass().getName());
    }
  }

  private static void list(DataOutputStream out, String builder, List<?> items) throws IOException {
    out.writeBytes("ctorch.jit._pickle\n" + builder + "\n](");
    for (Object item : items) {
      value(out, item);
    }
    out.writeBytes("e");
    out.write(0x85);
    out.writeBytes("R");
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    out.writeInt(Integer.reverseBytes(utf8.length));
    out.write(utf8);
  }

  private static void integer(DataOutputStream out, long value) throws IOException {
    out.write(0x8a);
    out.write(8);
    out.writeLong(Long.reverseBytes(value));
  }
}
