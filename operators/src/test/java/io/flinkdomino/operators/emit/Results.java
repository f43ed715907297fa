package io.flinkdomino.operators.emit;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.stats.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A small result: two decode steps, three tokens after the cuts. */
public final class Results {

  private Results() {}

  /** As the engine returns it: ids and trace are there whether or not they were asked for. */
  public static GenerationResult of(boolean tokenIds, boolean decodeTrace) {
    GenerationParameters parameters =
        GenerationParameters.of(StopConditions.after(4), SamplingParameters.GREEDY, 99)
            .returning(tokenIds, decodeTrace);
    return new GenerationResult(
        new GenerationRequest("q-1", new PromptInput.Text("x"), parameters),
        0,
        99,
        Optional.of("a\n\"b\" é"),
        List.of(5, 6, 2),
        FinishReason.STOP,
        11,
        new Acceptance(2, 8, 6, 3, List.of(2L, 1L, 0L)),
        new Timings(
            Duration.ofNanos(1_500_000),
            Duration.ofMillis(2),
            Duration.ofNanos(3_500_000),
            Duration.ofNanos(250_000)),
        List.of(),
        List.of(
            new DecodeCycle(5, List.of(6, 7, 8), 1, 9), new DecodeCycle(9, List.of(2, 3, 4), 2, 1)),
        List.of());
  }

  /** The same as what became of its request. */
  public static GenerationOutcome outcome(boolean tokenIds, boolean decodeTrace) {
    GenerationResult result = of(tokenIds, decodeTrace);
    return new GenerationOutcome.Completed(result.request(), List.of(result));
  }
}
