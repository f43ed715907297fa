package io.flinkdomino.bench.measure;

import java.util.List;

/**
 * The median of some numbers, and how far they lie apart.
 *
 * @param least smallest
 * @param median middle; the mean of the two middle ones of an even number
 * @param most largest
 */
public record Spread(double least, double median, double most) {

  /**
   * Of at least one number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a spread needs at least 1 value, got none");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Spread(sorted.get(0), median, sorted.get(size - 1));
  }
}
