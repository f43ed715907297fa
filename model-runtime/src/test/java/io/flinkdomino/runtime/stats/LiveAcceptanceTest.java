package io.flinkdomino.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveAcceptanceTest {

  @Test
  void countsAsACounterOfOneSequenceDoes() {
    LiveAcceptance live = new LiveAcceptance(4);
    AcceptanceCounter counter = new AcceptanceCounter(4);
    for (int accepted : new int[] {0, 3, 4, 1}) {
      live.count(16, 4, accepted);
      counter.count(16, 4, accepted);
    }

    assertThat(live.total()).isEqualTo(counter.total());
    assertThat(live.total()).isEqualTo(new Acceptance(4, 64, 16, 8, List.of(3L, 2L, 2L, 1L)));
  }

  @Test
  void differenceOfTwoLooksIsWhatHappenedBetweenThem() {
    LiveAcceptance live = new LiveAcceptance(2);
    live.count(2, 2, 1);
    Acceptance before = live.total();
    live.count(2, 2, 2);

    assertThat(live.total().minus(before)).isEqualTo(new Acceptance(1, 2, 2, 2, List.of(1L, 1L)));
  }

  @Test
  void withoutDraftsThereIsNoRate() {
    LiveAcceptance live = new LiveAcceptance(0);
    live.count(0, 0, 0);

    assertThat(live.total().acceptanceRate()).isZero();
    assertThat(live.total().acceptanceLength()).isEqualTo(1);
  }
}
