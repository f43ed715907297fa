package io.flinkdomino.runtime.length;

/** Says how much of a measured time to believe. Engine thread only. */
final class Observed {

  /** The first passes of a process are slow in their own way: nothing was compiled or touched. */
  private static final int COLD = 8;

  private static final int MANY = 64;
  private static final double COLD_WEIGHT = 0.1;

  /** A pause of the process or a busy neighbour is no news about the pass. */
  private static final double MOST = 2;

  private int count;

  /** Whether anything was observed. */
  boolean any() {
    return count > 0;
  }

  /** Whether one more hardly matters. */
  boolean many() {
    return count > MANY;
  }

  /** What the next observation weighs. */
  double nextWeight() {
    return count++ < COLD ? COLD_WEIGHT : 1;
  }

  /** The time; if it is far beyond what was expected, only so much that it may become so. */
  double credible(double nanos, double expected) {
    return count > COLD && expected > 0 ? Math.min(nanos, MOST * expected) : nanos;
  }
}
