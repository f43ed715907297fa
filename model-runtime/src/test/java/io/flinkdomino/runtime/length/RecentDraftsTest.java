package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RecentDraftsTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);
  private static final int SURE = Acceptances.LEVELS - 1;

  private final Acceptances acceptances = new Acceptances(3);
  private final RecentDrafts recent = new RecentDrafts(acceptances);

  private double rate(int position, int level) {
    return acceptances.of(position, level);
  }

  @Test
  void worthIsTheMeanOfWhatBlocksSurvive() {
    acceptances.count(0, 0, false);
    acceptances.step();
    recent.add(new int[] {SURE, SURE});
    recent.add(new int[] {0});

    double first = rate(0, SURE);
    double second = first * rate(1, SURE);
    double other = rate(0, 0);
    double unknown = other * rate(1, Acceptances.UNKNOWN);
    assertThat(recent.kept(1, 0)).isCloseTo((first + other) / 2, ROUNDING);
    assertThat(recent.kept(2, 0)).isCloseTo((first + second + other + unknown) / 2, ROUNDING);
    assertThat(recent.drafts(3, 0)).isCloseTo(3, ROUNDING);
  }

  @Test
  void onlyDraftsOfAGradeAndBetterCountForIt() {
    for (int i = 0; i < 100; i++) {
      acceptances.count(0, SURE, true);
      acceptances.count(0, 0, false);
      acceptances.step();
    }
    recent.add(new int[] {SURE});
    recent.add(new int[] {0});

    assertThat(recent.drafts(1, RecentDrafts.GRADES / 2)).isCloseTo(0.5, ROUNDING);
  }

  @Test
  void draftsThatWereAskedForAndNotMadeAreWorthNothing() {
    recent.add(new int[] {RecentDrafts.NOT_MADE, RecentDrafts.NOT_MADE});

    assertThat(recent.drafts(3, 0)).isZero();
    assertThat(recent.kept(3, 0)).isZero();
  }
}
