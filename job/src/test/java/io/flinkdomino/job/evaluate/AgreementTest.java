package io.flinkdomino.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final double ROUNDING = 1e-3;

  @Test
  void differenceIsJudgedByTheMarginWhereTokensPart() {
    Difference difference =
        difference(List.of(5, 7, 8), List.of(5, 6, 9), List.of(5, 6, 9), List.of(1.0, 1e-5, 2.0));

    assertThat(difference).isEqualTo(new Difference("a", 1, 1e-5));
    assertThat(difference.isWithin(ROUNDING)).isTrue();
    assertThat(difference.isWithin(1e-6)).isFalse();
  }

  @Test
  void traceThatGoesTheDraftersWayJudgesTheSameDecision() {
    assertThat(difference(List.of(5, 7), List.of(5, 6), List.of(5, 7), List.of(1.0, 1e-5)).margin())
        .isEqualTo(1e-5);
  }

  @Test
  void noMarginIsKnownWhereACompletionEndsOrTheTraceStrays() {
    List<Double> margins = List.of(1e-5, 1e-5);

    assertThat(difference(List.of(5), List.of(5, 6), List.of(5, 6), margins).margin()).isNull();
    assertThat(difference(List.of(5, 7), List.of(5, 6), List.of(4, 6), margins))
        .isEqualTo(new Difference("a", 1, null));
    assertThat(new Difference("a", 1, null).isWithin(ROUNDING)).isFalse();
  }

  @Test
  void saysHowManyDifferAndWhy() {
    Difference tie = new Difference("a", 3, 2e-5);
    Difference wrong = new Difference("b", 0, 1.5);

    assertThat(Agreement.of(60, ROUNDING, List.of()).text()).isEqualTo("yes");
    assertThat(Agreement.of(60, ROUNDING, List.of(tie)).text())
        .isEqualTo(
            "59 of 60; 1 differs at decisions with margins of 2.0e-05 to 2.0e-05, all within"
                + " rounding (1e-03)");
    Agreement broken = Agreement.of(60, ROUNDING, List.of(tie, wrong));
    assertThat(broken.holds()).isFalse();
    assertThat(broken.beyondRounding()).isEqualTo(1);
    assertThat(broken.text())
        .startsWith("58 of 60; 2 differ")
        .contains("1 of them beyond rounding");
  }

  private static Difference difference(
      List<Integer> drafted, List<Integer> alone, List<Integer> traced, List<Double> margins) {
    GenerationResult result =
        new GenerationResult(
            new GenerationRequest(
                "a", new PromptInput.TokenIds(List.of(1)), GenerationParameters.greedy(9)),
            0,
            0,
            Optional.empty(),
            traced,
            FinishReason.LENGTH,
            1,
            Acceptance.NONE,
            Timings.NONE,
            List.of(),
            List.of(),
            margins);
    return Difference.of("a", drafted, alone, result);
  }
}
