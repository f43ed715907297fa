package io.flinkdomino.runtime.lines;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the lines of a file that are not blank, whatever their length, in bounded memory.
 *
 * <p>Lines end with LF, CRLF or the end of the file; a byte order mark is skipped. Of a line longer
 * than the limit only the beginning is kept, followed by a NUL byte: no JSON parser takes that, so
 * the rest can never be lost without notice. Not thread-safe.
 */
public final class LineReader implements Closeable {

  /** A limit for files of our own: all lines are read whole. */
  public static final int WHOLE = Integer.MAX_VALUE;

  /** Ends a line that was cut. */
  private static final byte CUT = 0;

  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final InputStream input;
  private final int maxBytes;
  private long lineNumber = -1;

  private LineReader(InputStream input, int maxBytes) {
    this.input = input;
    this.maxBytes = maxBytes;
  }

  /**
   * One line.
   *
   * @param number counted from 0, blank lines included
   * @param bytes without its line end, at most the limit and one byte more
   * @param isCut whether the line was longer than the limit
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes pass through, nobody compares them
  public record Line(long number, byte[] bytes, boolean isCut) {

    /** Why a line that was cut is left out. */
    public String whyCut() {
      return "the line must have at most max-line-size = %d bytes, got more"
          .formatted(bytes.length - 1);
    }
  }

  /**
   * Opens a file at its beginning.
   *
   * @param maxBytes of a line; the rest of a longer one is not kept
   */
  public static LineReader open(Path file, int maxBytes) throws IOException {
    InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    LineReader reader = new LineReader(input, maxBytes);
    reader.skipByteOrderMark();
    return reader;
  }

  /** How many lines of the file are not blank. */
  public static long count(Path file) throws IOException {
    try (LineReader reader = open(file, 1)) {
      long lines = 0;
      while (reader.next().isPresent()) {
        lines++;
      }
      return lines;
    }
  }

  /** The next line that is not blank; empty at the end of the file. */
  public Optional<Line> next() throws IOException {
    LineBuffer line = new LineBuffer(maxBytes);
    int read = input.read();
    while (read >= 0 || line.length() > 0) {
      if (read < 0 || read == '\n') {
        lineNumber++;
        if (!line.isBlank()) {
          return Optional.of(new Line(lineNumber, line.toBytes(), line.isCut()));
        }
        line = new LineBuffer(maxBytes);
        if (read < 0) {
          break;
        }
      } else {
        line.add(read);
      }
      read = input.read();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private void skipByteOrderMark() throws IOException {
    input.mark(BYTE_ORDER_MARK.length);
    for (int expected : BYTE_ORDER_MARK) {
      if (input.read() != expected) {
        input.reset();
        return;
      }
    }
  }

  /** The line being read; remembers no more than the limit. */
  private static final class LineBuffer {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int maxBytes;
    private long length;
    private boolean blank = true;
    private boolean endsWithReturn;

    LineBuffer(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    void add(int value) {
      // A carriage return counts only once another byte shows that it does not end the line.
      if (endsWithReturn) {
        keep('\r');
      }
      endsWithReturn = value == '\r';
      if (!endsWithReturn) {
        keep(value);
      }
    }

    long length() {
      return length + (endsWithReturn ? 1 : 0);
    }

    boolean isBlank() {
      return blank;
    }

    boolean isCut() {
      return length > maxBytes;
    }

    byte[] toBytes() {
      if (isCut()) {
        kept.write(CUT);
      }
      return kept.toByteArray();
    }

    private void keep(int value) {
      length++;
      blank &= value == ' ' || value == '\t' || value == '\r';
      if (length <= maxBytes) {
        kept.write(value);
      }
    }
  }
}
