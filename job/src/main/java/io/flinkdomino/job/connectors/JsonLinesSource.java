package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.FileSettings;
import io.flinkdomino.operators.generate.RecordTypes;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.lines.LineReader;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Prompts from a file, one per line; ends with the file.
 *
 * <p>Each subtask reads one run of consecutive lines, so that every task slot gets work, and each
 * record knows its line: topic is the file's name, partition 0, offset the line number from 0.
 * Blank lines are skipped but counted. A line beyond the size limit is cut so that it is no JSON
 * any more, which makes it a dead letter.
 */
public final class JsonLinesSource
    implements Source<InputRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>>,
        ResultTypeQueryable<InputRecord> {

  private static final long serialVersionUID = 1;

  private final String file;
  private final int maxLineBytes;
  private final long lines;

  private JsonLinesSource(String file, int maxLineBytes, long lines) {
    this.file = file;
    this.maxLineBytes = maxLineBytes;
    this.lines = lines;
  }

  /**
   * Counts the file's lines now; they must not change while the job runs.
   *
   * @throws IOException if the file cannot be read
   */
  public static JsonLinesSource of(FileSettings settings) throws IOException {
    return new JsonLinesSource(
        settings.input().toAbsolutePath().toString(),
        Math.toIntExact(settings.maxLineSize().getBytes()),
        LineReader.count(settings.input()));
  }

  /** How many prompts the file holds. */
  public long lines() {
    return lines;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<InputRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new JsonLinesReader(context, file, maxLineBytes);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    // A number sequence cannot be empty, a file can.
    return lines == 0
        ? new IteratorSourceEnumerator<>(context, List.of())
        : lineIndexes().createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> splits) {
    return new IteratorSourceEnumerator<>(context, splits);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return lineIndexes().getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return lineIndexes().getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<InputRecord> getProducedType() {
    return RecordTypes.INPUT;
  }

  private NumberSequenceSource lineIndexes() {
    return new NumberSequenceSource(0, Math.max(0, lines - 1));
  }
}
