package io.flinkdomino.runtime.length;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How likely the target keeps a draft when it kept those before it: by the draft's position, and by
 * how sure the drafter was. Learned from what was verified; what is old fades with the steps that
 * pass, so that a drafter which changes is seen. Engine thread only.
 *
 * <p>A rate with few trials is drawn to a coarser one: that of position and sureness to the one of
 * sureness alone, that to the one of all drafts, which fades more slowly and starts hopeful: a
 * drafter that was never tried is tried.
 */
final class Acceptances {

  /** Levels of sureness, and one more for drafts of which nothing is known. */
  static final int LEVELS = 10;

  /** The level of a draft without any word of how sure the drafter was. */
  static final int UNKNOWN = LEVELS;

  private static final double KEEP = 0.98; // half is forgotten in 35 steps
  private static final double KEEP_ALL = 0.995;
  private static final double HOPE = 0.7;
  private static final double STRENGTH = 1.5;
  private static final double[] EDGES = {0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96, 0.99};

  private final FadingRate all = new FadingRate();
  private final FadingRate[] byLevel = rates(LEVELS + 1);
  private final FadingRate[][] cells;
  private final double[][] estimates;

  /** Starts hopeful for so many positions. */
  Acceptances(int positions) {
    cells = Stream.generate(() -> rates(LEVELS + 1)).limit(positions).toArray(FadingRate[][]::new);
    estimates = new double[positions][LEVELS + 1];
    estimate();
  }

  private static FadingRate[] rates(int count) {
    return Stream.generate(FadingRate::new).limit(count).toArray(FadingRate[]::new);
  }

  /** The level of a draft to which the drafter gave this probability. */
  static int level(double probability) {
    int level = 0;
    while (level < EDGES.length && probability >= EDGES[level]) {
      level++;
    }
    return level;
  }

  int positions() {
    return cells.length;
  }

  /** Takes note of one verified draft, all of whose predecessors were kept. */
  void count(int position, int level, boolean kept) {
    all.count(kept);
    byLevel[level].count(kept);
    cells[position][level].count(kept);
    if (level != UNKNOWN) {
      // For those of which nothing is known yet: drafts that are still to be made.
      byLevel[UNKNOWN].count(kept);
      cells[position][UNKNOWN].count(kept);
    }
  }

  /** Ends a step: what was counted shows from now on. */
  void step() {
    all.fade(KEEP_ALL);
    for (FadingRate rate : byLevel) {
      rate.fade(KEEP);
    }
    for (FadingRate[] cell : cells) {
      for (FadingRate rate : cell) {
        rate.fade(KEEP);
      }
    }
    estimate();
  }

  private void estimate() {
    double overall = all.estimate(HOPE, STRENGTH);
    double[] levels =
        IntStream.range(0, byLevel.length)
            .mapToDouble(level -> byLevel[level].estimate(overall, STRENGTH))
            .toArray();
    for (int position = 0; position < cells.length; position++) {
      for (int level = 0; level <= LEVELS; level++) {
        estimates[position][level] = cells[position][level].estimate(levels[level], STRENGTH);
      }
    }
  }

  /** The probability that a draft is kept if those before it are. */
  double of(int position, int level) {
    return estimates[position][level];
  }
}
