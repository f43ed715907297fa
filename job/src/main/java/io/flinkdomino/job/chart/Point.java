package io.flinkdomino.job.chart;

/** One place of a series, in units of its panel's axes, or of the picture, in pixels. */
public record Point(double x, double y) {

  boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}
