package io.flinkdomino.operators.emit;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.stats.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small result: two decode steps, three tokens after the cuts. */
public final class Results {

  private Results() {}

  /** As the engine returns it: ids and trace are there whether or not they were asked for. */
  public static GenerationResult of(boolean tokenIds, boolean decodeTrace) {
    return of(request(1, tokenIds, decodeTrace), 0, List.of(), List.of());
  }

  /** One with log probabilities and a margin, for a prompt that asked for all of it. */
  public static GenerationResult detailed(double minMargin) {
    GenerationRequest request = request(1, true, true);
    TokenLogprobs sure = new TokenLogprobs(new TokenLogprob(5, -0.25), List.of());
    TokenLogprobs unsure =
        new TokenLogprobs(
            new TokenLogprob(6, -1.5), List.of(new TokenLogprob(9, -1), new TokenLogprob(6, -1.5)));
    return of(
        new GenerationRequest(request.id(), request.prompt(), request.parameters().withLogprobs(2)),
        0,
        List.of(sure, unsure, sure),
        List.of(minMargin + 1, minMargin, minMargin));
  }

  /** One result as what became of its request. */
  public static GenerationOutcome outcome(boolean tokenIds, boolean decodeTrace) {
    return outcome(1, tokenIds, decodeTrace);
  }

  /** So many results of one request. */
  public static GenerationOutcome.Completed outcome(int n, boolean tokenIds, boolean decodeTrace) {
    GenerationRequest request = request(n, tokenIds, decodeTrace);
    return new GenerationOutcome.Completed(
        request,
        IntStream.range(0, n).mapToObj(index -> of(request, index, List.of(), List.of())).toList());
  }

  private static GenerationRequest request(int n, boolean tokenIds, boolean decodeTrace) {
    GenerationParameters parameters =
        GenerationParameters.of(StopConditions.after(4), SamplingParameters.GREEDY, 99)
            .withN(n)
            .returning(tokenIds, decodeTrace);
    return new GenerationRequest("q-1", new PromptInput.Text("x"), parameters);
  }

  private static GenerationResult of(
      GenerationRequest request, int index, List<TokenLogprobs> logprobs, List<Double> margins) {
    return new GenerationResult(
        request,
        index,
        99 + index,
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
        logprobs,
        List.of(
            new DecodeCycle(5, List.of(6, 7, 8), 1, 9), new DecodeCycle(9, List.of(2, 3, 4), 2, 1)),
        margins);
  }
}
