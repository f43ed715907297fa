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
 * @param apart what was measured after it
 */
public record Round(
    long tokens, long nanos, long cpuNanos, StepTimes times, Acceptance acceptance, Apart apart) {

  /** Nothing done yet. */
  public static final Round NONE = new Round(0, 0, 0, StepTimes.NONE, Acceptance.NONE, Apart.NONE);

  /** Emitted tokens a second. */
  public double tokensPerSecond() {
    return tokens * 1e9 / nanos;
  }

  /** The same, and what was measured after it. */
  Round with(Apart measured) {
    return new Round(tokens, nanos, cpuNanos, times, acceptance, measured);
  }

  /** Both together. */
  public Round plus(Round other) {
    return new Round(
        tokens + other.tokens,
        nanos + other.nanos,
        cpuNanos + other.cpuNanos,
        times.plus(other.times),
        acceptance.plus(other.acceptance),
        apart.plus(other.apart));
  }
}
