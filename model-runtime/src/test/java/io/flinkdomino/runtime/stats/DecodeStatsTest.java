package io.flinkdomino.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodeStatsTest {

  private static final DecodeStats ONE = new DecodeStats(1, 100, 30, 50, 2, 300, 7, 1, 4, 0, 9);
  private static final DecodeStats TWO = new DecodeStats(1, 200, 10, 70, 3, 600, 0, 5, 3, 0, 2);

  @Test
  void stepsAddUp() {
    assertThat(ONE.plus(TWO)).isEqualTo(new DecodeStats(2, 300, 40, 120, 5, 900, 7, 6, 7, 0, 11));
  }

  @Test
  void differenceOfSnapshotsIsTheWindowBetweenThem() {
    assertThat(ONE.plus(TWO).minus(ONE)).isEqualTo(TWO);
    assertThat(TWO.minus(TWO)).isEqualTo(DecodeStats.NONE);
    assertThat(TWO.minus(DecodeStats.NONE)).isEqualTo(TWO);
  }
}
