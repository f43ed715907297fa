package io.flinkdomino.runtime.length;

import java.util.Arrays;

/**
 * After drafting: how many drafts of each row are verified.
 *
 * <p>A draft is worth its survival probability, and time is worth {@code rate} tokens. Survival
 * only falls along a row, so among all choices of so many drafts the most likely ones are best, and
 * a draft never comes without those before it: the choice is a prefix of all drafts in falling
 * order. Every prefix is looked at, because the cost of a pass need not be convex. Rows of unequal
 * length have their attention computed apart, which the order does not know; so equal lengths for
 * all drafting rows are tried besides.
 */
final class VerifiedDrafts {

  private static final int ROW_BITS = 16;
  private static final int POSITION_BITS = 8;
  private static final double SURVIVAL_STEPS = 1L << 30;

  private final PassCosts passes;
  private final double[][] survivals;
  private final boolean[] splits;
  private final int tokens;
  private final double rate;
  private int[] best;
  private double bestWorth = Double.NEGATIVE_INFINITY;

  /**
   * @param survivals of each row's drafts, falling; empty for a row without
   * @param splits whether attention starts a new group at a row though all verify alike
   * @param tokens in the pass besides drafts
   * @param rate tokens that a nanosecond is worth
   */
  VerifiedDrafts(
      PassCosts passes, double[][] survivals, boolean[] splits, int tokens, double rate) {
    this.passes = passes;
    this.survivals = survivals;
    this.splits = splits;
    this.tokens = tokens;
    this.rate = rate;
    best = new int[survivals.length];
  }

  /** The best number for each row. */
  int[] choose() {
    choosePrefix();
    chooseEqual();
    return best;
  }

  private void choosePrefix() {
    int[] lengths = new int[survivals.length];
    double kept = 0;
    int groups = groups(lengths);
    consider(lengths, 0, kept, groups);
    long[] order = order();
    for (int i = order.length - 1; i >= 0; i--) {
      int row = (int) (order[i] & ((1 << ROW_BITS) - 1));
      groups -= bordersOf(row, lengths);
      kept += survivals[row][lengths[row]++];
      groups += bordersOf(row, lengths);
      consider(lengths, order.length - i, kept, groups);
    }
  }

  /** All drafts, the most likely last; of equally likely ones of a row, the first last. */
  private long[] order() {
    long[] order = new long[Arrays.stream(survivals).mapToInt(row -> row.length).sum()];
    int at = 0;
    for (int row = 0; row < survivals.length; row++) {
      for (int position = 0; position < survivals[row].length; position++) {
        long likely = (long) (survivals[row][position] * SURVIVAL_STEPS);
        long early = (1L << POSITION_BITS) - 1 - position;
        order[at++] = (((likely << POSITION_BITS) | early) << ROW_BITS) | row;
      }
    }
    Arrays.sort(order);
    return order;
  }

  private void chooseEqual() {
    int longest = Arrays.stream(survivals).mapToInt(row -> row.length).max().orElse(0);
    for (int length = 1; length <= longest; length++) {
      int[] lengths = new int[survivals.length];
      double kept = 0;
      int drafts = 0;
      for (int row = 0; row < lengths.length; row++) {
        lengths[row] = Math.min(length, survivals[row].length);
        drafts += lengths[row];
        for (int position = 0; position < lengths[row]; position++) {
          kept += survivals[row][position];
        }
      }
      consider(lengths, drafts, kept, groups(lengths));
    }
  }

  private void consider(int[] lengths, int drafts, double kept, int groups) {
    double worth = kept - rate * passes.nanos(tokens + drafts, groups);
    if (worth > bestWorth) {
      bestWorth = worth;
      best = lengths.clone();
    }
  }

  private int groups(int[] lengths) {
    int groups = 0;
    for (int row = 0; row < lengths.length; row++) {
      groups += border(row, lengths);
    }
    return groups;
  }

  private int bordersOf(int row, int[] lengths) {
    return border(row, lengths) + (row + 1 < lengths.length ? border(row + 1, lengths) : 0);
  }

  /** 1 if a group begins at a row. */
  private int border(int row, int[] lengths) {
    return row == 0 || splits[row] || lengths[row] != lengths[row - 1] ? 1 : 0;
  }
}
