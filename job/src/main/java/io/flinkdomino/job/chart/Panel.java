package io.flinkdomino.job.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Series over the same axes.
 *
 * @param xLabel what the horizontal axis counts
 * @param series those without points are left out
 */
public record Panel(String title, String xLabel, List<Series> series) {

  public Panel {
    series = series.stream().filter(one -> !one.points().isEmpty()).toList();
  }

  boolean hasShare() {
    return series.stream().anyMatch(Series::isShare);
  }

  /** From 0 to the last point. */
  Axis xAxis() {
    double end = series.stream().flatMapToDouble(one -> values(one, Point::x)).reduce(0, Math::max);
    return Axis.exactly(0, end > 0 ? end : 1);
  }

  Axis yAxis() {
    double[] values =
        series.stream()
            .filter(one -> !one.isShare())
            .flatMapToDouble(one -> values(one, Point::y))
            .sorted()
            .toArray();
    return values.length == 0
        ? Axis.exactly(0, 1)
        : Axis.around(values[0], values[values.length - 1]);
  }

  private static DoubleStream values(Series series, ToDoubleFunction<Point> part) {
    return series.points().stream().mapToDouble(part);
  }
}
