package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Hands records through; fails its task at the first record after it was told to. */
final class FailWhenTold extends RichMapFunction<OutputRecord, OutputRecord> {

  private static final long serialVersionUID = 1;
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  static void tell() {
    TOLD.set(true);
  }

  @Override
  public OutputRecord map(OutputRecord record) {
    if (TOLD.compareAndSet(true, false)) {
      throw new IllegalStateException("told to fail");
    }
    return record;
  }
}
