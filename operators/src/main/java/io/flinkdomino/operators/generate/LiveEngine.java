package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.metrics.EngineState;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;

/**
 * What the engine thread last said of itself. What engines before did that failed in this task
 * counts too. Any thread reads.
 */
final class LiveEngine implements EngineState {

  private record Seen(DecodeStats before, Acceptance acceptanceBefore, EngineStatus now) {}

  private volatile Seen seen = new Seen(DecodeStats.NONE, Acceptance.NONE, EngineStatus.IDLE);

  /** Engine thread. */
  void stepped(EngineStatus now) {
    Seen last = seen;
    seen = new Seen(last.before(), last.acceptanceBefore(), now);
  }

  /** Another engine takes over; the one before says nothing any more. */
  void reopened() {
    seen = new Seen(stats(), acceptance(), EngineStatus.IDLE);
  }

  @Override
  public int running() {
    return seen.now().running();
  }

  @Override
  public int waiting() {
    return seen.now().waiting();
  }

  @Override
  public double kvUsage() {
    return seen.now().kvUsage();
  }

  @Override
  public DecodeStats stats() {
    Seen last = seen;
    return last.before().plus(last.now().stats());
  }

  @Override
  public Acceptance acceptance() {
    Seen last = seen;
    return last.acceptanceBefore().plus(last.now().acceptance().total());
  }
}
