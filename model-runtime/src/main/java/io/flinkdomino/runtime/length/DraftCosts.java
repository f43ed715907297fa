package io.flinkdomino.runtime.length;

/**
 * What drafting costs by the sequences that draft, how far they do, and the tokens that the drafter
 * had to catch up with. Engine thread only.
 */
final class DraftCosts {

  private static final double KEEP = 0.98;

  /** Outweighs what little the first measurements say about shape, and nothing that is repeated. */
  private static final double SMALL = 0.05;

  // What rows, length and catching up weigh against what drafting costs at all, while few were
  // tried.
  private static final double ROWS = 8;
  private static final double LENGTH = 8;
  private static final double UNREAD = 64;

  private final NonNegativeFit fit = new NonNegativeFit(5, KEEP);
  private final Observed observed = new Observed();

  DraftCosts() {
    for (int i = 0; i < 5; i++) {
      fit.keepSmall(i, SMALL);
    }
  }

  /** Whether drafting was measured. */
  boolean known() {
    return observed.any();
  }

  /** Takes note of a draft pass, the drafter's own reading of its outcome included. */
  void observe(int rows, int length, int unread, double nanos, double weight) {
    if (weight > 0 && rows > 0) {
      double credible = observed.credible(nanos, nanos(rows, length, unread));
      fit.observe(features(rows, length, unread), credible, weight * observed.nextWeight());
    }
  }

  /** What it is expected to take; nothing without rows. */
  double nanos(int rows, int length, int unread) {
    if (rows == 0) {
      return 0;
    }
    double[] c = fit.coefficients();
    return c[0]
        + c[1] * rows / ROWS
        + c[2] * length / LENGTH
        + c[3] * rows * length / (ROWS * LENGTH)
        + c[4] * unread / UNREAD;
  }

  private static double[] features(int rows, int length, int unread) {
    return new double[] {
      1, rows / ROWS, length / LENGTH, rows * length / (ROWS * LENGTH), unread / UNREAD
    };
  }
}
