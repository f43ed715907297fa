package io.flinkdomino.runtime.train.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What stands first in a file of features and says whose they are, because a file may be renamed:
 * magic, length and CRC-32 of a text, little-endian, and the text in UTF-8.
 */
final class FileHead {

  private static final int MAGIC = 0x32434644; // "DFC2"
  private static final int FIXED = 3 * Integer.BYTES;
  private static final int MOST_TEXT = 1 << 16;

  private final String text;
  private final byte[] bytes;

  FileHead(FeatureIdentity identity) {
    this.text = identity.text();
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    this.bytes =
        ByteBuffer.allocate(FIXED + encoded.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MAGIC)
            .putInt(encoded.length)
            .putInt(checksum(encoded))
            .put(encoded)
            .array();
  }

  int length() {
    return bytes.length;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes);
  }

  /**
   * Whether a file begins with this; one that has only a beginning of it, because a process died
   * while it wrote, does not.
   *
   * @throws IOException if the file begins with anything else, or cannot be read
   */
  boolean begins(FileChannel channel, Path path) throws IOException {
    ByteBuffer found = read(channel, 0, bytes.length);
    if (!bytes().limit(found.limit()).equals(found)) {
      throw new IOException(
          "%s holds %s, not %s: delete it, or choose another folder"
              .formatted(path, textOf(channel).orElse("something else"), text));
    }
    return found.limit() == bytes.length;
  }

  /** The text of another head. */
  private static Optional<String> textOf(FileChannel channel) throws IOException {
    ByteBuffer fixed = read(channel, 0, FIXED);
    if (fixed.limit() < FIXED || fixed.getInt() != MAGIC) {
      return Optional.empty();
    }
    int length = fixed.getInt();
    if (length < 0 || length > MOST_TEXT) {
      return Optional.empty();
    }
    byte[] encoded = read(channel, FIXED, length).array();
    return encoded.length == length && checksum(encoded) == fixed.getInt()
        ? Optional.of(new String(encoded, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Up to so many bytes, fewer at the end of the file. */
  private static ByteBuffer read(FileChannel channel, long from, int most) throws IOException {
    int there = (int) Math.max(0, Math.min(most, channel.size() - from));
    ByteBuffer bytes = ByteBuffer.allocate(there).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, from + bytes.position());
    }
    return bytes.flip();
  }

  private static int checksum(byte[] encoded) {
    CRC32 sum = new CRC32();
    sum.update(encoded);
    return (int) sum.getValue();
  }
}
