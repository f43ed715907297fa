package io.flinkdomino.bundled.ablation.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The mean of one number a seed, and how far the seeds lie apart.
 *
 * @param seeds how many
 */
record Mean(double mean, double least, double most, long seeds) {

  private static final double PERCENT = 100;

  /** Of some numbers, if there are any. */
  static Optional<Mean> of(List<Double> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Mean(
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                values.size()));
  }

  /**
   * As {@code 4.03 (3.98 to 4.10)}; of one seed the number alone.
   *
   * @param format of each number
   */
  String text(String format) {
    return seeds == 1
        ? String.format(Locale.ROOT, format, mean)
        : String.format(
            Locale.ROOT, format + " (" + format + " to " + format + ")", mean, least, most);
  }

  /** A share of 1 as per cent, with its sign. */
  String percent() {
    return new Mean(PERCENT * mean, PERCENT * least, PERCENT * most, seeds).text("%+.1f") + " %";
  }
}
