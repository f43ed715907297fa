package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A finished completion.
 *
 * @param request what was asked
 * @param index which of the request's completions, from 0
 * @param seed of this completion's random numbers
 * @param text the completion without special tokens, cut before a stop text; empty where the model
 *     folder has no tokenizer
 * @param tokenIds the completion after the stop and length cuts, the stop token included
 * @param finishReason why it ended
 * @param promptTokens tokens of the prompt
 * @param acceptance counts of its decode steps, before the cuts
 * @param timings where its time went
 * @param logprobs one for each of {@code tokenIds}, if asked for; otherwise empty
 * @param trace its decode steps, if asked for; otherwise empty
 * @param margins for each of {@code tokenIds} the smallest change of the target's scores, in
 *     logits, that could have made it another; known only with a trace, otherwise empty
 */
public record GenerationResult(
    GenerationRequest request,
    int index,
    long seed,
    Optional<String> text,
    List<Integer> tokenIds,
    FinishReason finishReason,
    int promptTokens,
    Acceptance acceptance,
    Timings timings,
    List<TokenLogprobs> logprobs,
    List<DecodeCycle> trace,
    List<Double> margins) {

  public GenerationResult {
    tokenIds = List.copyOf(tokenIds);
    logprobs = List.copyOf(logprobs);
    trace = List.copyOf(trace);
    margins = List.copyOf(margins);
  }

  /** The smallest margin of all its tokens; known only with a trace. */
  public OptionalDouble minMargin() {
    return margins.stream().mapToDouble(Double::doubleValue).min();
  }
}
