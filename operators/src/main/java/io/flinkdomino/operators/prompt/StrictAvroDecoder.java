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
 * reads the types that a prompt has; items of arrays and maps take at least one byte there.
 */
final class StrictAvroDecoder extends Decoder {

  private static final int MAX_LONG_BYTES = 10;

  private final ByteBuffer bytes;

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
  public float readFloat() {
    throw notInPrompts();
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) {
    throw notInPrompts();
  }

  @Override
  public void readFixed(byte[] into, int start, int length) {
    throw notInPrompts();
  }

  @Override
  public int readEnum() {
    throw notInPrompts();
  }

  @Override
  public void skipString() {
    throw notInPrompts();
  }

  @Override
  public void skipBytes() {
    throw notInPrompts();
  }

  @Override
  public void skipFixed(int length) {
    throw notInPrompts();
  }

  @Override
  public long skipArray() {
    throw notInPrompts();
  }

  @Override
  public long skipMap() {
    throw notInPrompts();
  }

  /** A negative count is followed by the block's size in bytes, which only skipping needs. */
  private int blockCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    return length(count, "a list or map");
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

  private static UnsupportedOperationException notInPrompts() {
    return new UnsupportedOperationException("prompts have no such type and nothing to skip");
  }
}
