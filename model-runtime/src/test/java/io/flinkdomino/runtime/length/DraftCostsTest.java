package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DraftCostsTest {

  private final DraftCosts costs = new DraftCosts();
  private final Random random = new Random(1);

  private static double real(int rows, int length, int unread) {
    return 3e5 + 1e5 * rows + 5e4 * length + 1e4 * rows * length + 2e3 * unread;
  }

  @Test
  void tellsRowsLengthAndCatchingUpApart() {
    for (int i = 0; i < 300; i++) {
      int rows = 1 + random.nextInt(8);
      int length = 1 + random.nextInt(16);
      int unread = random.nextInt(3) * 40;
      double noise = 0.9 + 0.2 * random.nextDouble();
      costs.observe(rows, length, unread, noise * real(rows, length, unread), 1);
    }
    for (int rows : new int[] {1, 4, 16}) {
      for (int length : new int[] {1, 8, 16}) {
        assertThat(costs.nanos(rows, length, 0))
            .as("%d rows, %d long", rows, length)
            .isCloseTo(real(rows, length, 0), Percentage.withPercentage(15));
      }
    }
  }

  @Test
  void nobodyDraftsForNothing() {
    costs.observe(2, 4, 0, 1e6, 1);
    assertThat(costs.nanos(0, 4, 0)).isZero();
  }

  @Test
  void shorterDraftsLookCheaperBeforeTheyWereTried() {
    for (int i = 0; i < 20; i++) {
      costs.observe(1, 8, 0, 1e6, 1);
    }
    assertThat(costs.nanos(1, 2, 0)).isBetween(2e5, 9e5);
  }
}
