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
 * <p>A record is a header (magic, number of values, key, CRC-32 of the values; little-endian) and
 * the values. The index is built anew from the headers when the file is opened; what follows the
 * last whole record, because a process died while it wrote, is cut off. Values whose checksum is
 * wrong are as good as absent.
 */
final class FeatureFile implements AutoCloseable {

  private static final int MAGIC = 0x31434644; // "DFC1"
  private static final int HEADER = 3 * Integer.BYTES + 2 * Long.BYTES;
  private static final int MOST_VALUES = (Integer.MAX_VALUE - HEADER) / Float.BYTES;

  private final FileChannel channel;
  private final Map<FeatureKey, Place> index = new HashMap<>();
  private ByteBuffer buffer = buffer(HEADER);
  private long end;

  /** Where values lie, and how many. */
  private record Place(long at, int values, int checksum) {}

  private FeatureFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file, which is created if absent.
   *
   * @throws IOException if that fails, or another process has it open
   */
  static FeatureFile open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, path);
      FeatureFile file = new FeatureFile(channel);
      file.readIndex();
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
    channel.truncate(end);
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

  /** Bytes that so many values would add; empty if they are too many for one record. */
  static Optional<Long> recordBytes(long values) {
    return values > MOST_VALUES ? Optional.empty() : Optional.of(HEADER + values * Float.BYTES);
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
   * @throws IOException if writing fails
   */
  void append(FeatureKey key, float[] values) throws IOException {
    int bytes = HEADER + values.length * Float.BYTES;
    ByteBuffer record = reserve(bytes);
    record.position(HEADER);
    record.asFloatBuffer().put(values);
    Place place = new Place(end + HEADER, values.length, checksum(record.slice()));
    record.position(0);
    record.putInt(MAGIC).putInt(place.values).putInt(place.checksum);
    record.putLong(key.first()).putLong(key.second()).position(0);
    for (long at = end; record.hasRemaining(); ) {
      at += channel.write(record, at);
    }
    end += bytes;
    index.put(key, place);
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
