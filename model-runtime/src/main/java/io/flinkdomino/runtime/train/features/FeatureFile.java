package io.flinkdomino.runtime.train.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Float32 values by key, in a file that only grows. One process at a time.
 *
 * <p>A file begins with a head that says whose values they are, written before the first record; a
 * file of others is refused. A record is a header (magic, number of values, key, CRC-32 of the
 * values; little-endian) and the values. The index is built anew from the headers when the file is
 * opened; what follows the last whole record, because a process died while it wrote, is cut off.
 * Values whose checksum is wrong are as good as absent.
 */
final class FeatureFile implements AutoCloseable {

  private static final int MAGIC = 0x31434644; // "DFC1"
  private static final int HEADER = 3 * Integer.BYTES + 2 * Long.BYTES;
  private static final int MOST_VALUES = (Integer.MAX_VALUE - HEADER) / Float.BYTES;

  private final FileChannel channel;
  private final FileHead head;
  private final Map<FeatureKey, Place> index = new HashMap<>();
  private ByteBuffer buffer = buffer(HEADER);
  private long end;

  /** Where values lie, and how many. */
  private record Place(long at, int values, int checksum) {}

  private FeatureFile(FileChannel channel, FileHead head) {
    this.channel = channel;
    this.head = head;
  }

  /**
   * Opens a file, which is created if absent.
   *
   * @param head what it begins with
   * @throws IOException if that fails, another process has it open, or it begins otherwise
   */
  static FeatureFile open(Path path, FileHead head) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, path);
      FeatureFile file = new FeatureFile(channel, head);
      file.end = head.begins(channel, path) ? head.length() : 0;
      if (file.end > 0) {
        file.readIndex();
      }
      channel.truncate(file.end);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path path) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(
          "another training uses " + path + ": give this one a folder of its own");
    }
  }

  private void readIndex() throws IOException {
    long size = channel.size();
    while (end + HEADER <= size) {
      ByteBuffer header = read(end, HEADER);
      int magic = header.getInt();
      Place place = new Place(end + HEADER, header.getInt(), header.getInt());
      FeatureKey key = new FeatureKey(header.getLong(), header.getLong());
      if (magic != MAGIC || place.values < 0 || endOf(place) > size) {
        break;
      }
      index.put(key, place);
      end = endOf(place);
    }
  }

  private static long endOf(Place place) {
    return place.at + (long) place.values * Float.BYTES;
  }

  /** Bytes of the file. */
  long size() {
    return end;
  }

  /** Keys in the file. */
  int entries() {
    return index.size();
  }

  /** Whether there are values of a key. */
  boolean has(FeatureKey key) {
    return index.containsKey(key);
  }

  /** Bytes of the file with so many values more; empty if they are too many for one record. */
  Optional<Long> sizeWith(long values) {
    return values > MOST_VALUES
        ? Optional.empty()
        : Optional.of(Math.max(end, head.length()) + HEADER + values * Float.BYTES);
  }

  /**
   * The values of a key, valid until the next call of any method.
   *
   * @throws IOException if reading fails
   */
  Optional<FloatBuffer> find(FeatureKey key) throws IOException {
    Place place = index.get(key);
    if (place == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = read(place.at, place.values * Float.BYTES);
    if (checksum(bytes) != place.checksum) {
      index.remove(key);
      return Optional.empty();
    }
    return Optional.of(bytes.asFloatBuffer());
  }

  /**
   * Appends the values of a key.
   *
   * @param values no more than fit into one record
   * @throws IOException if writing fails; the file is as it was before then
   */
  void append(FeatureKey key, float[] values) throws IOException {
    try {
      long at = end == 0 ? write(head.bytes(), 0) : end;
      ByteBuffer record = reserve(HEADER + values.length * Float.BYTES);
      record.position(HEADER);
      record.asFloatBuffer().put(values);
      Place place = new Place(at + HEADER, values.length, checksum(record.slice()));
      record.position(0);
      record.putInt(MAGIC).putInt(place.values).putInt(place.checksum);
      record.putLong(key.first()).putLong(key.second()).position(0);
      end = write(record, at);
      index.put(key, place);
    } catch (IOException e) {
      cutOff(e);
      throw e;
    }
  }

  /** Returns where the bytes end. */
  private long write(ByteBuffer bytes, long from) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    return at;
  }

  /** Drops what was not finished, so that a full disk gets it back; opening would, too. */
  private void cutOff(IOException why) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private static int checksum(ByteBuffer values) {
    CRC32 sum = new CRC32();
    sum.update(values.duplicate());
    return (int) sum.getValue();
  }

  private ByteBuffer read(long from, int bytes) throws IOException {
    ByteBuffer target = reserve(bytes);
    while (target.hasRemaining()) {
      if (channel.read(target, from + target.position()) < 0) {
        throw new IOException("the feature cache has become shorter while it was in use");
      }
    }
    return target.flip();
  }

  /** The buffer, empty, limited to so many bytes. */
  private ByteBuffer reserve(int bytes) {
    if (buffer.capacity() < bytes) {
      buffer = buffer(bytes);
    }
    return buffer.clear().limit(bytes);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
