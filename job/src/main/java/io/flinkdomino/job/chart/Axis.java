package io.flinkdomino.job.chart;

import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A range of numbers, and the distance of its ticks: 1, 2 or 5 times a power of ten.
 *
 * @param low below {@code high}
 */
record Axis(double low, double high, double step) {

  private static final int TICKS = 6;
  private static final double ROUNDING = 1e-9;

  /** The range itself. */
  static Axis exactly(double low, double high) {
    return new Axis(low, high, step((high - low) / TICKS));
  }

  /** The range, extended to the next ticks. */
  static Axis around(double low, double high) {
    double least = Math.max(Math.abs(high), 1) * ROUNDING;
    double step = step(Math.max(high - low, least) / TICKS);
    double start = Math.floor(low / step) * step;
    double end = Math.ceil(high / step) * step;
    return new Axis(start, end > start ? end : start + step, step);
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= atLeast * (1 - ROUNDING)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** The ticks within, from below. */
  double[] ticks() {
    long first = (long) Math.ceil(low / step - ROUNDING);
    long last = (long) Math.floor(high / step + ROUNDING);
    return LongStream.rangeClosed(first, last).mapToDouble(tick -> tick * step).toArray();
  }

  /** A tick's number, with as many decimals as its neighbours need. */
  String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + ROUNDING));
    return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
  }

  /** Where a value lies between the places of {@code low} and {@code high}. */
  double place(double value, double ofLow, double ofHigh) {
    return ofLow + (value - low) / (high - low) * (ofHigh - ofLow);
  }
}
