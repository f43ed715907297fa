package io.flinkdomino.operators.prompt;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding from bytes that nobody vouches for.
 *
 * <p>Avro's own decoder allocates what a length prefix says, up to 2 GiB, and replaces bad UTF-8.
 * This one checks every length and count against the bytes that are left, and refuses bad UTF-8. It
 * reads the types that a prompt has; items of arrays and maps take at least one byte there. It
 * skips what else a writer's schema has, after {@link DatumCheck} has counted it.
 */
final class StrictAvroDecoder extends Decoder {

  private static final int MAX_LONG_BYTES = 10;

  /** An empty text of one byte takes a hundred in memory: more of them than any prompt has. */
  static final int MAX_TEXTS = 1 << 18;

  /** Of all lists and maps together: as many as any context has tokens. */
  static final int MAX_ENTRIES = 1 << 20;

  private final ByteBuffer bytes;
  private int texts;
  private int entries;

  StrictAvroDecoder(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    byte value = nextByte();
    if (value != 0 && value != 1) {
      throw bad("a boolean that is neither 0 nor 1");
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw bad("an int beyond 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long zigzag = 0;
    for (int i = 0; i < MAX_LONG_BYTES; i++) {
      long next = nextByte();
      zigzag |= (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw bad("a number of more than " + MAX_LONG_BYTES + " bytes");
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(
        Long.reverseBytes(ByteBuffer.wrap(span(Double.BYTES)).getLong()));
  }

  @Override
  public String readString() throws IOException {
    countText();
    ByteBuffer text = ByteBuffer.wrap(span(length(readLong(), "a string")));
    try {
      return StrictUtf8.decode(text).toString();
    } catch (MalformedInputException e) {
      throw bad("a string that is not UTF-8");
    }
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockCount();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return blockCount();
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat(Integer.reverseBytes(ByteBuffer.wrap(span(Float.BYTES)).getInt()));
  }

  /** Prompts have no bytes; only a text that its writer calls bytes is read so. */
  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    countText();
    byte[] text = span(length(readLong(), "a string"));
    try {
      StrictUtf8.decode(ByteBuffer.wrap(text));
    } catch (MalformedInputException e) {
      throw bad("a string that is not UTF-8");
    }
    return ByteBuffer.wrap(text);
  }

  @Override
  public void readFixed(byte[] into, int start, int length) {
    throw new UnsupportedOperationException("prompts have no fixed, and nothing becomes one");
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public void skipBytes() throws IOException {
    skipFixed(length(readLong(), "a string"));
  }

  @Override
  public void skipFixed(int length) throws IOException {
    if (length > bytes.remaining()) {
      throw new EOFException("its end inside a value");
    }
    bytes.position(bytes.position() + length);
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** Jumps over blocks that say their size; answers the count of the first that does not. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      skipFixed(blockBytes());
      count = readLong();
    }
    return count;
  }

  /** The size in bytes that follows a negative count. */
  int blockBytes() throws IOException {
    return length(readLong(), "a block");
  }

  /** A negative count is followed by the block's size in bytes, which only skipping needs. */
  private int blockCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    int most = length(count, "a list or map");
    if (most > MAX_ENTRIES - entries) {
      throw bad("more than " + MAX_ENTRIES + " entries of lists and maps");
    }
    entries += most;
    return most;
  }

  private void countText() throws IOException {
    if (++texts > MAX_TEXTS) {
      throw bad("more than " + MAX_TEXTS + " texts");
    }
  }

  private int length(long length, String what) throws IOException {
    if (length < 0 || length > bytes.remaining()) {
      throw bad(what + " longer than the record");
    }
    return (int) length;
  }

  private byte[] span(int length) throws IOException {
    if (length > bytes.remaining()) {
      throw new EOFException("its end inside a value");
    }
    byte[] span = new byte[length];
    bytes.get(span);
    return span;
  }

  private byte nextByte() throws IOException {
    if (!bytes.hasRemaining()) {
      throw new EOFException("its end before the last field");
    }
    return bytes.get();
  }

  private IOException bad(String what) {
    return new IOException(what + " before byte " + bytes.position());
  }
}
