package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.prompt.InputRecord;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Hands records on, and fails the job once, right after a checkpoint that covers some of them. */
final class FailOnceAfterCheckpoint
    implements MapFunction<InputRecord, InputRecord>, CheckpointListener {

  private static final long serialVersionUID = 1;
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  private boolean hasSeenRecords;

  static void reset() {
    FAILED.set(false);
  }

  static boolean hasFailed() {
    return FAILED.get();
  }

  @Override
  public InputRecord map(InputRecord record) {
    hasSeenRecords = true;
    return record;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    if (hasSeenRecords && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("failure on purpose");
    }
  }
}
