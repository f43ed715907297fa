package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.NumberSequenceIterator;

/** A bounded source of numbered prompts that decode a fixed count of tokens each. */
final class PromptSequence
    implements Source<InputRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

  /** Prompts that left the reader, in this JVM. */
  static final AtomicInteger READ = new AtomicInteger();

  private static final long serialVersionUID = 1;

  private final int count;
  private final int tokens;

  PromptSequence(int count, int tokens) {
    this.count = count;
    this.tokens = tokens;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<InputRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(context, tokens);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return numbers().createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> splits) {
    return new IteratorSourceEnumerator<>(context, splits);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return numbers().getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return numbers().getEnumeratorCheckpointSerializer();
  }

  private NumberSequenceSource numbers() {
    return new NumberSequenceSource(0, count - 1);
  }

  private static final class Reader
      extends IteratorSourceReaderBase<
          Long, InputRecord, NumberSequenceIterator, NumberSequenceSplit> {

    private final int tokens;

    Reader(SourceReaderContext context, int tokens) {
      super(context);
      this.tokens = tokens;
    }

    @Override
    protected InputRecord convert(Long number) {
      READ.incrementAndGet();
      String prompt =
          """
          {"id": "%d", "prompt_token_ids": [1, 286], "max_tokens": %d, "ignore_eos": true}"""
              .formatted(number, tokens);
      return new InputRecord(
          "numbers", 0, number, 0, null, prompt.getBytes(StandardCharsets.UTF_8), List.of());
    }
  }
}
