package io.flinkdomino.bench.engine;

/**
 * What a round's clock cannot tell apart, measured after it.
 *
 * @param detokenizeNanos to decode the texts of all its completions
 * @param callNanos of one call of a program's method that does nothing
 */
public record Apart(long detokenizeNanos, long callNanos) {

  /** Nothing measured. */
  static final Apart NONE = new Apart(0, 0);

  /** Both together; a call stays one call. */
  Apart plus(Apart other) {
    return new Apart(detokenizeNanos + other.detokenizeNanos, Math.max(callNanos, other.callNanos));
  }
}
