package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbesTest {

  private final Probes probes = new Probes();

  /** How many of 1,000 steps that would not draft do, at a price. */
  private int drafted(double price) {
    int count = 0;
    for (int i = 0; i < 1000; i++) {
      boolean drafts = probes.drafted(price);
      probes.stepped(drafts);
      count += drafts ? 1 : 0;
    }
    return count;
  }

  @Test
  void whoDoesNotDraftProbesOftenEnoughAndPaysLittle() {
    for (double price : new double[] {0, 0.1, 0.5, 1, 2, 4, 6}) {
      int count = drafted(price);
      assertThat(count).as("price %s", price).isGreaterThanOrEqualTo(1000 / 160);
      assertThat(count * price).as("price %s", price).isLessThanOrEqualTo(0.055 * 1000);
    }
    assertThat(drafted(1)).isGreaterThanOrEqualTo(2 * 5);
  }

  @Test
  void whoDraftsLooksWhatNotDraftingCosts() {
    int undrafted = 0;
    for (int i = 0; i < 1000; i++) {
      boolean skips = probes.undrafted(1.2);
      probes.stepped(!skips);
      undrafted += skips ? 1 : 0;
    }
    assertThat(undrafted).isBetween(9, 20);
  }

  @Test
  void whoDraftsTriesHalfAndTwiceTheLengthInTurns() {
    StringBuilder tried = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      int length = probes.length(4, 6);
      tried.append(length == 4 ? "" : length);
      probes.stepped(true);
    }
    assertThat(tried).hasToString("6262");
  }
}
