package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * When one completion ends.
 *
 * @param stopTokenIds ids that end it and belong to it
 * @param maxTokens its most tokens: what was asked, cut to what the context leaves
 */
public record StopRules(Set<Integer> stopTokenIds, int maxTokens) {

  /**
   * The rules of a request.
   *
   * @param eosTokenIds the model's own end-of-sequence ids
   * @param room tokens that the context leaves after the prompt, at least 1
   */
  public static StopRules of(GenerationParameters parameters, Set<Integer> eosTokenIds, int room) {
    StopConditions stop = parameters.stop();
    Set<Integer> stops = new HashSet<>(stop.tokenIds());
    if (!stop.ignoreEos()) {
      stops.addAll(eosTokenIds);
    }
    return new StopRules(Set.copyOf(stops), Math.min(stop.maxTokens(), room));
  }

  /** Whether a completion of {@code count} tokens ends with its last token. */
  public Optional<FinishReason> after(int token, int count) {
    if (stopTokenIds.contains(token)) {
      return Optional.of(FinishReason.STOP);
    }
    return count >= maxTokens ? Optional.of(FinishReason.LENGTH) : Optional.empty();
  }
}
