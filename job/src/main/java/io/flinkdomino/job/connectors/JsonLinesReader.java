package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.lines.LineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.util.NumberSequenceIterator;
import org.jspecify.annotations.Nullable;

/** Turns indexes of lines that are not blank into records. Task thread only. */
final class JsonLinesReader
    extends IteratorSourceReaderBase<
        Long, InputRecord, NumberSequenceIterator, NumberSequenceSplit> {

  private final Path file;
  private final int maxLineBytes;
  private @Nullable LineReader lines;
  private long nextIndex;
  private long timestamp;

  JsonLinesReader(SourceReaderContext context, String file, int maxLineBytes) {
    super(context);
    this.file = Path.of(file);
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  protected InputRecord convert(Long index) {
    try {
      LineReader.Line line = read(index);
      String name = file.getFileName().toString();
      return new InputRecord(name, 0, line.number(), timestamp, null, line.bytes(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed", e);
    }
  }

  @Override
  public void close() throws Exception {
    super.close();
    if (lines != null) {
      lines.close();
    }
  }

  private LineReader.Line read(long index) throws IOException {
    LineReader reader = readerBefore(index);
    while (true) {
      Optional<LineReader.Line> line = reader.next();
      if (line.isEmpty()) {
        throw new IOException(file + " has become shorter since the job started");
      }
      if (nextIndex++ == index) {
        return line.get();
      }
    }
  }

  /** A reader that has not passed the line; splits come in any order after a restore. */
  private LineReader readerBefore(long index) throws IOException {
    LineReader current = lines;
    if (current != null && nextIndex <= index) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    timestamp = Files.getLastModifiedTime(file).toMillis();
    LineReader reader = LineReader.open(file, maxLineBytes);
    lines = reader;
    nextIndex = 0;
    return reader;
  }
}
