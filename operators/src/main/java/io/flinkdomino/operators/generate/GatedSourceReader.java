package io.flinkdomino.operators.generate;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Says "nothing available" while the gate is closed and hands everything else through. The end of a
 * bounded input is held back until the operator is empty. Mailbox thread only.
 */
final class GatedSourceReader<T, SplitT extends SourceSplit> extends ForwardingReader<T, SplitT> {

  private final String attempt;
  private final Gate gate;
  private boolean ended;

  GatedSourceReader(SourceReader<T, SplitT> reader, String attempt) {
    super(reader);
    this.attempt = attempt;
    this.gate = Gate.open(attempt);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (!ended) {
      if (!gate.room().isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      InputStatus status = super.pollNext(output);
      if (status != InputStatus.END_OF_INPUT) {
        return status;
      }
      ended = true;
    }
    return gate.empty().isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (ended) {
      return gate.empty();
    }
    return gate.room().isDone() ? super.isAvailable() : gate.room();
  }

  @Override
  public void close() throws Exception {
    Gate.close(attempt);
    super.close();
  }
}
