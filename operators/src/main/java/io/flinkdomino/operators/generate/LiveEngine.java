package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.metrics.EngineState;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;

/** What the engine thread last said of itself. Any thread reads. */
final class LiveEngine implements EngineState {

  private volatile EngineStatus status = EngineStatus.IDLE;

  /** Engine thread. */
  void stepped(EngineStatus now) {
    status = now;
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
    return status.waiting();
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
