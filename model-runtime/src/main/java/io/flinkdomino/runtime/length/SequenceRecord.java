package io.flinkdomino.runtime.length;

/** How the drafts of one sequence fared against what was expected of them. Engine thread only. */
final class SequenceRecord {

  private static final double KEEP = 0.97;
  private static final double STRENGTH = 4;
  private static final int STEPS = 4; // a factor is one of so many between two whole numbers

  private double kept;
  private double expected;

  /** Takes note of a verification. */
  void count(double expectedKept, int keptCount) {
    expected += expectedKept;
    kept += keptCount;
  }

  /** Ends a step. */
  void step() {
    kept *= KEEP;
    expected *= KEEP;
  }

  /** What its drafts survive, times what is expected of others. */
  double factor() {
    return (kept + STRENGTH) / (expected + STRENGTH);
  }

  /** The same, coarse: sequences that hardly differ compare as equal. */
  long rank() {
    return Math.round(STEPS * factor());
  }
}
