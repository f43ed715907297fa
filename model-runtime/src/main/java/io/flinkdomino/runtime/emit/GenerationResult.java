package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;
import java.util.Optional;

/**
 * A finished completion.
 *
 * @param request what was asked
 * @param text the completion without special tokens; empty where the model folder has no tokenizer
 * @param tokenIds the completion after the stop and length cuts, the stop token included
 * @param finishReason why it ended
 * @param promptTokens tokens of the prompt
 * @param acceptance counts of its decode steps, before the cuts
 * @param timings where its time went
 * @param trace its decode steps, if asked for; otherwise empty
 */
public record GenerationResult(
    GenerationRequest request,
    Optional<String> text,
    List<Integer> tokenIds,
    FinishReason finishReason,
    int promptTokens,
    Acceptance acceptance,
    Timings timings,
    List<DecodeCycle> trace) {

  public GenerationResult {
    tokenIds = List.copyOf(tokenIds);
    trace = List.copyOf(trace);
  }
}
