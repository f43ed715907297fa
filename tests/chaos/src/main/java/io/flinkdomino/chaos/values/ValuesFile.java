package io.flinkdomino.chaos.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records of longs in a mapped file. What a JVM wrote is there however the JVM ends; only a machine
 * that goes down could lose it. Any thread.
 */
public final class ValuesFile {

  /** Longs that a record has room for. */
  private static final int LONGS = 16;

  private static final int RECORDS = 2_048;
  private static final int BYTES = RECORDS * LONGS * Long.BYTES;
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer bytes;
  private final AtomicInteger begun = new AtomicInteger();

  private ValuesFile(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Creates it, all zero. */
  public static ValuesFile create(Path file) {
    return new ValuesFile(
        map(
            file,
            FileChannel.MapMode.READ_WRITE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /** Maps the file of another JVM, which may go on writing. */
  public static ValuesFile open(Path file) {
    return new ValuesFile(map(file, FileChannel.MapMode.READ_ONLY, StandardOpenOption.READ));
  }

  private static ByteBuffer map(Path file, FileChannel.MapMode mode, StandardOpenOption... how) {
    try (FileChannel channel = FileChannel.open(file, how)) {
      return channel.map(mode, 0, BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("mapping " + file + " failed", e);
    }
  }

  /**
   * Begins a record.
   *
   * @throws IllegalStateException if the file is full
   */
  public Values begin(Subject subject) {
    int record = begun.getAndIncrement();
    if (record >= RECORDS) {
      throw new IllegalStateException("a JVM must begin at most " + RECORDS + " records");
    }
    Values values = new Values(record);
    values.set(Field.SUBJECT, subject.code());
    return values;
  }

  /** All records begun so far that are about this. */
  public List<Values> records(Subject subject) {
    List<Values> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      Values values = new Values(i);
      long found = values.get(Field.SUBJECT);
      if (found == 0) {
        break;
      }
      if (found == subject.code()) {
        records.add(values);
      }
    }
    return records;
  }

  /** One record. */
  public final class Values {

    private final int offset;

    private Values(int record) {
      this.offset = record * LONGS * Long.BYTES;
    }

    /** Reads a value. */
    public long get(Field field) {
      return (long) LONG.getVolatile(bytes, offset + field.index() * Long.BYTES);
    }

    /** Writes a value. */
    public void set(Field field, long value) {
      LONG.setVolatile(bytes, offset + field.index() * Long.BYTES, value);
    }

    /** Two are equal when they are the same record of the same mapping. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Values values && values.file() == file() && values.offset == offset;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(file()) + offset;
    }

    private ValuesFile file() {
      return ValuesFile.this;
    }

    /** Whether what it is about is not over, unless the JVM is. */
    public boolean isOpen() {
      return get(Field.CLOSED) == 0;
    }
  }
}
