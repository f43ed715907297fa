package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.NumberSequenceIterator;

/** A bounded source of numbered prompts. */
final class PromptSequence
    implements Source<InputRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

  /** Prompts that left the reader, in this JVM. */
  static final AtomicInteger READ = new AtomicInteger();

  private static final long serialVersionUID = 1;

  private final List<String> prompts;
  private final int count;
  private final boolean endless;

  /** Prompts with their numbers as ids that decode so many tokens each. */
  PromptSequence(int count, int tokens) {
    this(List.of(decoding(tokens)), count, false);
  }

  private PromptSequence(List<String> prompts, int count, boolean endless) {
    this.prompts = prompts;
    this.count = count;
    this.endless = endless;
  }

  /** These prompts, once each. */
  static PromptSequence of(String... prompts) {
    return new PromptSequence(List.of(prompts), prompts.length, false);
  }

  /** One that waits for more after its last prompt. */
  static PromptSequence endless(int count, int tokens) {
    return new PromptSequence(List.of(decoding(tokens)), count, true);
  }

  private static String decoding(int tokens) {
    return """
        {"id": "NUMBER", "prompt_token_ids": [1, 286], "max_tokens": %d, "ignore_eos": true}"""
        .formatted(tokens);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<InputRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(context, prompts, endless);
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

    private final List<String> prompts;
    private final CompletableFuture<Void> more;
    private boolean waiting;

    Reader(SourceReaderContext context, List<String> prompts, boolean endless) {
      super(context);
      this.prompts = prompts;
      this.more = endless ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<InputRecord> output) {
      InputStatus status = super.pollNext(output);
      waiting = status == InputStatus.END_OF_INPUT && !more.isDone();
      return waiting ? InputStatus.NOTHING_AVAILABLE : status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return waiting ? more : super.isAvailable();
    }

    @Override
    protected InputRecord convert(Long number) {
      READ.incrementAndGet();
      String prompt = prompts.get((int) (number % prompts.size()));
      return new InputRecord(
          "numbers",
          0,
          number,
          System.currentTimeMillis(),
          null,
          prompt.replace("NUMBER", number.toString()).getBytes(StandardCharsets.UTF_8),
          List.of());
    }
  }
}
