package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.metrics.EngineState;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;

/**
 * What the engine thread last said of itself, beside the prompts that the mailbox thread holds. Any
 * thread reads.
 */
final class LiveEngine implements EngineState {

  private volatile EngineStatus status = EngineStatus.IDLE;
  private volatile int held;

  /** Engine thread. */
  void stepped(EngineStatus now) {
    status = now;
  }

  /** Mailbox thread. */
  void hold(int prompts) {
    held = prompts;
  }

  EngineStatus status() {
    return status;
  }

  @Override
  public int running() {
    return status.running();
  }

  @Override
  public int waiting() {
    return Math.max(0, held - status.running());
  }

  @Override
  public double kvUsage() {
    return status.kvUsage();
  }

  @Override
  public DecodeStats stats() {
    return status.stats();
  }

  @Override
  public Acceptance acceptance() {
    return status.acceptance().total();
  }
}
