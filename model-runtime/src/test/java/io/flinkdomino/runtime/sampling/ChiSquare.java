package io.flinkdomino.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Pearson's test of counts against a known distribution. */
public final class ChiSquare {

  /** Cells with fewer expected counts are added up, as the test asks for. */
  private static final double LEAST_EXPECTED = 5;

  /** Standard deviations from its mean that the statistic may be; 1 in 30,000 beyond by chance. */
  private static final double MOST_DEVIATIONS = 4;

  private ChiSquare() {}

  /** Probabilities of scores; minus infinity has none. */
  public static double[] softmax(double[] scores) {
    double best = Arrays.stream(scores).max().orElseThrow();
    double[] weights = Arrays.stream(scores).map(x -> Math.exp(x - best)).toArray();
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / total).toArray();
  }

  /** Fails if the counts are not such as the probabilities give. */
  public static void assertFits(long[] counts, double[] probabilities, String what) {
    long draws = Arrays.stream(counts).sum();
    double statistic = 0;
    int cells = 0;
    double restExpected = 0;
    double restCount = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = draws * probabilities[i];
      if (expected == 0) {
        assertThat(counts[i]).as("%s: impossible outcome %d", what, i).isZero();
      } else if (expected < LEAST_EXPECTED) {
        restExpected += expected;
        restCount += counts[i];
      } else {
        statistic += Math.pow(counts[i] - expected, 2) / expected;
        cells++;
      }
    }
    if (restExpected > 0) {
      statistic += Math.pow(restCount - restExpected, 2) / Math.max(restExpected, 1);
      cells++;
    }
    // Wilson and Hilferty: the cube root of chi-square over its degrees is nearly normal.
    int degrees = Math.max(1, cells - 1);
    double spread = 2.0 / (9 * degrees);
    double deviations = (Math.cbrt(statistic / degrees) - (1 - spread)) / Math.sqrt(spread);
    assertThat(deviations)
        .as("%s: chi-square %.1f of %d degrees", what, statistic, degrees)
        .isLessThan(MOST_DEVIATIONS);
  }
}
