package io.flinkdomino.operators.attempts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Contents of a journal's file: a mark, the number of positions, each with the fruitless attempts
 * that it had, and a sum over all that. A file that was not written to its end is told by the sum,
 * so none needs a temporary name.
 */
final class JournalFormat {

  private static final int MARK = 0x464441_01;
  private static final int SUM_BYTES = Long.BYTES;
  private static final int LEAST_ENTRY_BYTES = 2 + 4 + 8 + 4;

  private JournalFormat() {}

  static byte[] write(Map<SourcePosition, Integer> fruitless) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MARK);
    out.writeInt(fruitless.size());
    for (Map.Entry<SourcePosition, Integer> entry : fruitless.entrySet()) {
      out.writeUTF(entry.getKey().topic());
      out.writeInt(entry.getKey().partition());
      out.writeLong(entry.getKey().offset());
      out.writeInt(entry.getValue());
    }
    byte[] contents = bytes.toByteArray();
    out.writeLong(sum(contents, contents.length));
    return bytes.toByteArray();
  }

  /**
   * Reads it back.
   *
   * @throws IOException if these are not the bytes of a whole file
   */
  static Map<SourcePosition, Integer> read(byte[] bytes) throws IOException {
    int length = bytes.length - SUM_BYTES;
    if (length < 0) {
      throw new EOFException("it has " + bytes.length + " bytes");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != MARK) {
      throw new IOException("it does not begin like a file of the attempt journal");
    }
    int count = in.readInt();
    if (count < 0 || count > length / LEAST_ENTRY_BYTES) {
      throw new IOException("it has " + bytes.length + " bytes and claims " + count + " positions");
    }
    Map<SourcePosition, Integer> fruitless = new HashMap<>();
    for (int i = 0; i < count; i++) {
      SourcePosition position = new SourcePosition(in.readUTF(), in.readInt(), in.readLong());
      fruitless.put(position, in.readInt());
    }
    if (in.available() != SUM_BYTES || in.readLong() != sum(bytes, length)) {
      throw new IOException("its sum is wrong");
    }
    return fruitless;
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }
}
