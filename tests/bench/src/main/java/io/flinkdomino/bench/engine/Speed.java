package io.flinkdomino.bench.engine;

/**
 * How fast something decoded.
 *
 * @param tokens emitted
 * @param nanos that it took
 * @param steps of the decode loop
 */
public record Speed(long tokens, long nanos, long steps) {

  /** Emitted tokens a second. */
  public double tokensPerSecond() {
    return tokens * 1e9 / nanos;
  }

  /** Milliseconds a step took on average. */
  public double stepMillis() {
    return nanos / 1e6 / steps;
  }
}
