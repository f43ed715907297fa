package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.length.StepCost;
import java.util.function.LongSupplier;

/** When the parts of one step ended. Engine thread only. */
final class StepTimes {

  private final LongSupplier clock;
  private final long start;
  private final long planned;
  private long drafted;
  private long started;
  private long appended;
  private long read;
  private long ended;

  /**
   * The plan is there, and drafting begins.
   *
   * @param start when the step began
   */
  StepTimes(LongSupplier clock, long start) {
    this.clock = clock;
    this.start = start;
    planned = clock.getAsLong();
  }

  /** The drafts are there. */
  void drafted() {
    drafted = clock.getAsLong();
  }

  /** The target's pass has been started. */
  void started() {
    started = clock.getAsLong();
  }

  /** The drafter has taken in the pass. */
  void appended() {
    appended = clock.getAsLong();
  }

  /** The outcome of the pass is there; the answer is when. */
  long read() {
    read = clock.getAsLong();
    return read;
  }

  /** The step is over. */
  void ended() {
    ended = clock.getAsLong();
  }

  long whole() {
    return ended - start;
  }

  /** Time until the drafts were there, and in the drafter after it. */
  long drafting() {
    return drafted - start + appended - started;
  }

  /** Time in the target. */
  long verifying() {
    return started - drafted + read - appended;
  }

  /**
   * What the step is charged to.
   *
   * @param draftedAny whether anybody drafted; if not, all of it is the target's
   * @param groups of rows whose attention was computed at once
   */
  StepCost cost(boolean draftedAny, int groups) {
    long drafts = draftedAny ? drafted - planned + appended - started : 0;
    return new StepCost(drafts, whole() - drafts, groups);
  }
}
