package io.flinkdomino.bench.engine;

import io.flinkdomino.runtime.stats.Acceptance;

/**
 * What one engine did in one round.
 *
 * @param tokens emitted, after stop and length cuts
 * @param nanos from the first request's arrival to the last one's end
 * @param cpuNanos of that, time in which a processor ran the engine's thread; with one thread
 *     within operators, the rest was taken by other processes
 * @param times where the time went
 * @param acceptance what became of the drafts
 */
public record Round(
    long tokens, long nanos, long cpuNanos, StepTimes times, Acceptance acceptance) {

  /** Nothing done yet. */
  public static final Round NONE = new Round(0, 0, 0, StepTimes.NONE, Acceptance.NONE);

  /** Emitted tokens a second. */
  public double tokensPerSecond() {
    return tokens * 1e9 / nanos;
  }

  /** Both together. */
  public Round plus(Round other) {
    return new Round(
        tokens + other.tokens,
        nanos + other.nanos,
        cpuNanos + other.cpuNanos,
        times.plus(other.times),
        acceptance.plus(other.acceptance));
  }
}
