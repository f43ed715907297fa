package io.flinkdomino.runtime.length;

import java.util.Arrays;

/**
 * How sure the drafter was of late: the levels of the last blocks. They tell what the next block is
 * worth before it is made. Engine thread only.
 */
final class RecentDrafts {

  /** Enough for a mean, few enough to follow a change. */
  private static final int REMEMBERED = 48;

  /** The level of a draft that the drafter was asked for and did not make. */
  static final int NOT_MADE = -1;

  /** Survival probabilities are told apart this finely. */
  static final int GRADES = 16;

  private final Acceptances acceptances;
  private final int[][] blocks = new int[REMEMBERED][];
  private final double[][] counts;
  private final double[][] sums;
  private long added;
  private boolean current;

  RecentDrafts(Acceptances acceptances) {
    this.acceptances = acceptances;
    counts = new double[acceptances.positions() + 1][GRADES + 1];
    sums = new double[acceptances.positions() + 1][GRADES + 1];
  }

  boolean any() {
    return added > 0;
  }

  /** Takes note of a block by the levels of the drafts that were asked for. */
  void add(int[] levels) {
    blocks[(int) (added++ % REMEMBERED)] = levels;
  }

  /** The acceptances have changed, and with them what the blocks are worth. */
  void changed() {
    current = false;
  }

  private void refresh() {
    if (current) {
      return;
    }
    current = true;
    for (double[] row : counts) {
      Arrays.fill(row, 0);
    }
    for (double[] row : sums) {
      Arrays.fill(row, 0);
    }
    int known = (int) Math.min(added, REMEMBERED);
    for (int i = 0; i < known; i++) {
      addWorth(blocks[i], 1.0 / known);
    }
    // From grades to "this grade or better", and from positions to "up to this position".
    for (int position = 1; position < counts.length; position++) {
      for (int grade = GRADES - 1; grade >= 0; grade--) {
        counts[position][grade] += counts[position][grade + 1];
        sums[position][grade] += sums[position][grade + 1];
      }
      for (int grade = 0; grade <= GRADES; grade++) {
        counts[position][grade] += counts[position - 1][grade];
        sums[position][grade] += sums[position - 1][grade];
      }
    }
  }

  private void addWorth(int[] levels, double weight) {
    double survival = 1;
    for (int position = 0; position < acceptances.positions(); position++) {
      int level = position < levels.length ? levels[position] : Acceptances.UNKNOWN;
      if (level == NOT_MADE) {
        return;
      }
      survival *= acceptances.of(position, level);
      int grade = (int) (survival * GRADES);
      counts[position + 1][grade] += weight;
      sums[position + 1][grade] += weight * survival;
    }
  }

  /**
   * Mean drafts of a block, of its first {@code length}, that survive with this grade or better.
   */
  double drafts(int length, int grade) {
    refresh();
    return counts[length][grade];
  }

  /** How many of them are kept, in the mean. */
  double kept(int length, int grade) {
    refresh();
    return sums[length][grade];
  }
}
