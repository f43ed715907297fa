package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VerifiedDraftsTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

  /** Random costs that rise in steps, and survivals that fall. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(PassCosts passes, double[][] survivals, boolean[] splits, double rate) {

    static Case random(Random random, boolean groupsCost) {
      PassCosts passes = new PassCosts(20);
      double[] steps = random.doubles(21, 0, 1e6).toArray();
      double perGroup = groupsCost ? 5e5 * random.nextDouble() : 0;
      for (int i = 0; i < 2000; i++) {
        int tokens = 1 + random.nextInt(20);
        int groups = groupsCost ? 1 + random.nextInt(4) : 1;
        double nanos = Arrays.stream(steps).limit(tokens).sum() + perGroup * (groups - 1);
        passes.observe(tokens, groups, nanos, 1);
      }
      int rows = 1 + random.nextInt(3);
      double[][] survivals = new double[rows][];
      boolean[] splits = new boolean[rows];
      for (int row = 0; row < rows; row++) {
        survivals[row] = new double[random.nextInt(5)];
        double survival = 1;
        for (int k = 0; k < survivals[row].length; k++) {
          survival *= random.nextInt(4) == 0 ? 1 : random.nextDouble();
          survivals[row][k] = survival;
        }
        splits[row] = random.nextInt(3) == 0;
      }
      return new Case(passes, survivals, splits, 2e-6 * random.nextDouble());
    }

    int[] choose() {
      return new VerifiedDrafts(passes, survivals, splits, survivals.length, rate).choose();
    }

    /** What a choice is worth, counted anew. */
    double worth(int[] lengths) {
      double kept = 0;
      int groups = 0;
      for (int row = 0; row < lengths.length; row++) {
        kept += Arrays.stream(survivals[row]).limit(lengths[row]).sum();
        boolean border = row == 0 || splits[row] || lengths[row] != lengths[row - 1];
        groups += border ? 1 : 0;
      }
      int tokens = lengths.length + Arrays.stream(lengths).sum();
      return kept - rate * passes.nanos(tokens, groups);
    }

    /** The best of all choices. */
    double best() {
      double best = Double.NEGATIVE_INFINITY;
      int[] lengths = new int[survivals.length];
      for (int row = 0; row >= 0; ) {
        best = Math.max(best, worth(lengths));
        row = lengths.length - 1;
        while (row >= 0 && lengths[row] == survivals[row].length) {
          lengths[row--] = 0;
        }
        if (row >= 0) {
          lengths[row]++;
        }
      }
      return best;
    }
  }

  @Test
  void findsTheBestOfAllChoices() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      Case one = Case.random(random, false);
      assertThat(one.worth(one.choose())).as("case %d", i).isCloseTo(one.best(), ROUNDING);
    }
  }

  /**
   * The order of drafts does not know what groups cost, so a choice may be missed, but not much.
   */
  @Test
  void losesLittleWhereGroupsCostTime() {
    Random random = new Random(2);
    double lost = 0;
    double unchosen = 0;
    for (int i = 0; i < 300; i++) {
      Case one = Case.random(random, true);
      double best = one.best();
      lost += best - one.worth(one.choose());
      unchosen += best - one.worth(new int[one.survivals().length]);
    }
    assertThat(lost).isLessThan(0.05 * unchosen);
  }

  @Test
  void takesDraftsInTheirOrderEvenIfEquallyLikely() {
    PassCosts passes = new PassCosts(20);
    passes.observe(1, 1, 1e6, 1);
    double[][] survivals = {{1, 1, 1}, {0.5, 0.5}};
    int[] free = new VerifiedDrafts(passes, survivals, new boolean[2], 2, 0).choose();
    assertThat(free).containsExactly(3, 2);
  }
}
