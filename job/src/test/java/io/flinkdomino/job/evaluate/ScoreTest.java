package io.flinkdomino.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void countsAreOfOneRoundAndSpeedsMediansOfAll() {
    Score score =
        Score.of(
            "",
            List.of(
                round(1, "a", 1, 2), round(1, "b", 1, 2),
                round(2, "a", 2, 4), round(2, "b", 2, 4),
                round(3, "a", 9, 1), round(3, "b", 9, 1)));

    assertThat(score.prompts()).isEqualTo(2);
    assertThat(score.tokens()).isEqualTo(24);
    assertThat(score.verifications()).isEqualTo(8);
    assertThat(score.acceptanceLength()).isEqualTo(2.5);
    assertThat(score.acceptedByPosition()).containsExactly(1.0, 0.5);
    assertThat(score.tokensPerSecond()).isEqualTo(6, within(1e-9));
    assertThat(score.targetOnlyTokensPerSecond()).isEqualTo(6, within(1e-9));
    assertThat(score.ratio()).isEqualTo(1, within(1e-9));
  }

  @Test
  void roundsThatAgreeShareTheirCompletions() {
    Round first = round(1, "a", 1, 2);
    Round second = round(2, "a", 3, 4).sharing(first);

    assertThat(second.drafting().results().get(0)).isSameAs(first.drafting().results().get(0));
    assertThat(second.targetOnly().nanos()).isEqualTo(4 * SECOND);
  }

  private static Round round(int number, String task, int seconds, int targetOnlySeconds) {
    Acceptance acceptance = new Acceptance(4, 8, 8, 6, List.of(4L, 2L));
    return new Round(
        number,
        task,
        true,
        new Decoded(List.of(result(acceptance)), seconds * SECOND),
        new Decoded(List.of(result(Acceptance.NONE)), targetOnlySeconds * SECOND));
  }

  private static GenerationResult result(Acceptance acceptance) {
    return new GenerationResult(
        new GenerationRequest(
            "a", new PromptInput.TokenIds(List.of(1)), GenerationParameters.greedy(12)),
        0,
        0,
        Optional.empty(),
        Collections.nCopies(12, 5),
        FinishReason.LENGTH,
        1,
        acceptance,
        Timings.NONE,
        List.of(),
        List.of(),
        List.of());
  }
}
