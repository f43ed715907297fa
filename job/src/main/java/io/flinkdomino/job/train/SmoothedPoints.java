package io.flinkdomino.job.train;

import io.flinkdomino.job.chart.Point;
import io.flinkdomino.runtime.train.run.TrainingHistory.Entry;
import java.util.ArrayList;
import java.util.List;

/** One measure of a training over its steps, made fit for a picture. */
final class SmoothedPoints {

  private static final int SHOWN = 600;
  private static final int SHARE_OF_ALL = 50;

  private SmoothedPoints() {}

  /** A measure where there is one. */
  static List<Point> of(List<Entry> entries, String measure) {
    List<Point> points = new ArrayList<>();
    for (Entry entry : entries) {
      Double value = entry.measures().values().get(measure);
      if (value != null) {
        points.add(new Point(entry.step(), value));
      }
    }
    return points;
  }

  /**
   * Each point becomes the mean of those up to it, the newer the heavier, over about a fiftieth of
   * all; the first ones are not drawn towards zero.
   */
  static List<Point> smoothed(List<Point> points) {
    double keep = 1 - 1 / Math.max(1.0, (double) points.size() / SHARE_OF_ALL);
    List<Point> smoothed = new ArrayList<>();
    double sum = 0;
    double weight = 0;
    for (Point point : points) {
      sum = keep * sum + point.y();
      weight = keep * weight + 1;
      smoothed.add(new Point(point.x(), sum / weight));
    }
    return smoothed;
  }

  /** So many points as a picture can show, the last among them. */
  static List<Point> thinned(List<Point> points) {
    int every = (points.size() + SHOWN - 1) / SHOWN;
    List<Point> thinned = new ArrayList<>();
    for (int i = points.size() - 1; i >= 0; i -= Math.max(1, every)) {
      thinned.add(0, points.get(i));
    }
    return thinned;
  }
}
