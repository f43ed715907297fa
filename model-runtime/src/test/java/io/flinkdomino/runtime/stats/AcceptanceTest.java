package io.flinkdomino.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTest {

  private static Acceptance counted(int maxDrafts, int... acceptedCounts) {
    AcceptanceCounter counter = new AcceptanceCounter(maxDrafts);
    for (int accepted : acceptedCounts) {
      counter.count(maxDrafts + 1, maxDrafts, accepted);
    }
    return counter.total();
  }

  @Test
  void countsStepsAndTokens() {
    assertThat(counted(3, 0, 2, 3)).isEqualTo(new Acceptance(3, 12, 9, 5, List.of(2L, 2L, 1L)));
  }

  @Test
  void acceptedIsTheSumOverPositions() {
    Acceptance counts = counted(8, 5, 0, 8, 1, 1);

    assertThat(counts.acceptedPerPosition().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(counts.accepted());
  }

  @Test
  void acceptanceLengthCountsTheTargetsOwnToken() {
    assertThat(counted(3, 0, 0).acceptanceLength()).isEqualTo(1);
    assertThat(counted(3, 3, 2).acceptanceLength()).isEqualTo(3.5);
  }

  @Test
  void acceptanceLengthWithoutStepsIsZero() {
    assertThat(Acceptance.NONE.acceptanceLength()).isZero();
    assertThat(counted(3)).isEqualTo(new Acceptance(0, 0, 0, 0, List.of(0L, 0L, 0L)));
  }

  @Test
  void targetOnlyStepsDraftNothing() {
    assertThat(counted(0, 0, 0).acceptanceLength()).isEqualTo(1);
    assertThat(counted(0, 0, 0).drafted()).isZero();
  }

  @Test
  void sumIsWhatCountingTogetherGives() {
    assertThat(counted(3, 0, 2).plus(counted(3, 3))).isEqualTo(counted(3, 0, 2, 3));
    assertThat(Acceptance.NONE.plus(counted(3, 2))).isEqualTo(counted(3, 2));
  }

  @Test
  void sumsOfDifferentLengthsKeepEveryPosition() {
    Acceptance sum = counted(2, 1).plus(counted(4, 4));

    assertThat(sum.acceptedPerPosition()).containsExactly(2L, 1L, 1L, 1L);
    assertThat(counted(4, 4).plus(counted(2, 1))).isEqualTo(sum);
  }

  @Test
  void totalIsASnapshot() {
    AcceptanceCounter counter = new AcceptanceCounter(2);
    Acceptance before = counter.total();

    counter.count(2, 2, 1);

    assertThat(before.steps()).isZero();
    assertThat(before.acceptedPerPosition()).containsExactly(0L, 0L);
  }
}
