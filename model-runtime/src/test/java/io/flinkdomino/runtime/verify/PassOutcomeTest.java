package io.flinkdomino.runtime.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassOutcomeTest {

  @Test
  void rowsAreDraftsThenAcceptedCountThenNextToken() {
    long[] packed = {5, 6, 7, 2, 50, 8, 9, 10, 0, 60};

    assertThat(PassOutcome.unpack(packed, 2, 3))
        .isEqualTo(
            new PassOutcome(
                List.of(
                    new Verification(List.of(5, 6, 7), 2, 50),
                    new Verification(List.of(8, 9, 10), 0, 60)),
                List.of()));
  }

  @Test
  void firstTokensOfPromptsFollowTheRows() {
    assertThat(PassOutcome.unpack(new long[] {5, 1, 50, 70, 80}, 1, 1).firstTokens())
        .containsExactly(70, 80);
  }

  @Test
  void withoutDrafterARowIsTheNextToken() {
    assertThat(PassOutcome.unpack(new long[] {0, 50}, 1, 0).verifications())
        .containsExactly(new Verification(List.of(), 0, 50));
  }

  @Test
  void passMayOnlyPrefill() {
    assertThat(PassOutcome.unpack(new long[] {70}, 0, 3))
        .isEqualTo(new PassOutcome(List.of(), List.of(70)));
    assertThat(PassOutcome.unpack(new long[] {}, 0, 3).firstTokens()).isEmpty();
  }
}
