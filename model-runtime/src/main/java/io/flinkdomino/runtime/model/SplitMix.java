package io.flinkdomino.runtime.model;

/** Random numbers by place, of SplitMix64 (Steele, Lea and Flood, 2014). */
final class SplitMix {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private SplitMix() {}

  /** A standard normal number for each place of a stream, by Box and Muller. */
  static double gaussian(long stream, long place) {
    long state = stream + place * GOLDEN_RATIO;
    double radius = Math.sqrt(-2 * Math.log(uniform(mix(state))));
    return radius * Math.cos(2 * Math.PI * uniform(mix(state ^ GOLDEN_RATIO)));
  }

  /** In (0, 1]. */
  private static double uniform(long bits) {
    return (double) ((bits >>> 11) + 1) * 0x1p-53; // 53 bits: exact
  }

  /** The finalizer: each bit of the value moves all others. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
