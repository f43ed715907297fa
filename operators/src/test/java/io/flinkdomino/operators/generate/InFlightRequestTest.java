package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.engine.RunningRequest;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightRequestTest {

  /** An engine that has a prompt and is so far. */
  private record Running(boolean begun, int count) implements RunningRequest {

    @Override
    public List<GenerationProgress> progress() {
      return List.of(GenerationProgress.of(Collections.nCopies(count, DrawnToken.of(1))));
    }

    @Override
    public long tokens() {
      return count;
    }
  }

  private static InFlightRequest running(int fruitless, boolean begun, int tokens) {
    InFlightRequest request = InFlight.failed(fruitless);
    request.runs(new Running(begun, tokens));
    return request;
  }

  @Test
  void checkpointKeepsWhatItHasSoFar() {
    HeldPrompt held = running(2, true, 5).held("another model");

    assertThat(held.tokens()).isEqualTo(5);
    assertThat(held.model()).isEqualTo("another model");
    assertThat(held.fruitless()).as("it got somewhere").isZero();
    assertThat(held.attempt()).isEqualTo(3);
  }

  @Test
  void attemptThatGotNowhereYetKeepsItsCount() {
    assertThat(running(2, true, 0).held("model").fruitless()).isEqualTo(2);
    assertThat(InFlight.failed(2).held("model").fruitless()).isEqualTo(2);
  }

  @Test
  void engineThatFailsEndsAFruitlessAttempt() {
    InFlightRequest again = running(2, true, 0).again("model");

    assertThat(again.fruitless()).isEqualTo(3);
    assertThat(again.attempt()).isEqualTo(4);
    assertThat(again.tokens()).isZero();
  }

  @Test
  void attemptWithANewTokenIsNotFruitless() {
    InFlightRequest again = running(2, true, 7).again("model");

    assertThat(again.fruitless()).isZero();
    assertThat(again.tokens()).isEqualTo(7);
    InFlightRequest third = again;
    third.runs(new Running(true, 7));
    assertThat(third.again("model").fruitless()).as("nothing new").isEqualTo(1);
  }

  @Test
  void whoNeverRanIsNotBlamed() {
    assertThat(running(1, false, 0).again("model").fruitless()).isEqualTo(1);
    assertThat(running(1, false, 0).again("model").attempt()).isEqualTo(2);
    assertThat(InFlight.failed(1).again("model").fruitless()).isEqualTo(1);
  }
}
