package io.flinkdomino.bench.engine;

import io.flinkdomino.runtime.stats.DecodeStats;

/**
 * Where the time of some decode steps went.
 *
 * @param steps how many
 * @param busyNanos within them
 * @param draftNanos of that, in the drafter
 * @param verifyNanos of that, in the target
 */
public record StepTimes(long steps, long busyNanos, long draftNanos, long verifyNanos) {

  /** No step yet. */
  static final StepTimes NONE = new StepTimes(0, 0, 0, 0);

  static StepTimes of(DecodeStats stats) {
    return new StepTimes(stats.steps(), stats.busyNanos(), stats.draftNanos(), stats.verifyNanos());
  }

  /** Time beyond drafter and target. */
  long restNanos() {
    return busyNanos - draftNanos - verifyNanos;
  }

  StepTimes plus(StepTimes other) {
    return new StepTimes(
        steps + other.steps,
        busyNanos + other.busyNanos,
        draftNanos + other.draftNanos,
        verifyNanos + other.verifyNanos);
  }
}
