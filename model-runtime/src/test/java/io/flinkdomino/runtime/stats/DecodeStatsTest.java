package io.flinkdomino.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodeStatsTest {

  private static final DecodeStats ONE = DecodeStats.NONE.plusStep(100, 30, 50, 2);
  private static final DecodeStats TWO = ONE.plusStep(200, 10, 70, 3);

  @Test
  void stepsAddUp() {
    assertThat(TWO).isEqualTo(new DecodeStats(2, 300, 40, 120, 5));
  }

  @Test
  void differenceOfSnapshotsIsTheWindowBetweenThem() {
    assertThat(TWO.minus(ONE)).isEqualTo(DecodeStats.NONE.plusStep(200, 10, 70, 3));
    assertThat(TWO.minus(TWO)).isEqualTo(DecodeStats.NONE);
    assertThat(TWO.minus(DecodeStats.NONE)).isEqualTo(TWO);
  }
}
