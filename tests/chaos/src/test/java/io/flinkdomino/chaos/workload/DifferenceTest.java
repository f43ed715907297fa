package io.flinkdomino.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.stats.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static final GenerationResult ALONE =
      new GenerationResult(
          new GenerationRequest(
              "alone", new PromptInput.TokenIds(List.of(1)), GenerationParameters.greedy(4)),
          0,
          0,
          Optional.empty(),
          List.of(5, 6, 7, 8),
          FinishReason.LENGTH,
          1,
          Acceptance.NONE,
          new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
          List.of(),
          List.of(),
          List.of(1.0, 2.0, 1e-5, 4.0));

  @Test
  void beginningOfWhatTheTargetDecodesIsNone() {
    assertThat(Difference.between(9, 3, List.of(5, 6, 7), ALONE)).isEmpty();
  }

  @Test
  void namesTheFirstTokenAndItsMargin() {
    assertThat(Difference.between(9, 4, List.of(5, 6, 9, 9), ALONE))
        .contains(new Difference(9, 2, 1e-5))
        .get()
        .matches(Difference::isTie);
    assertThat(Difference.between(9, 4, List.of(5, 9, 7, 8), ALONE))
        .contains(new Difference(9, 1, 2.0))
        .get()
        .matches(difference -> !difference.isTie());
  }

  @Test
  void anotherLengthIsNeverATie() {
    assertThat(Difference.between(9, 4, List.of(5, 6, 7), ALONE))
        .get()
        .matches(difference -> !difference.isTie());
  }
}
