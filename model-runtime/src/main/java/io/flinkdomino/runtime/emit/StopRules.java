package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When one completion ends.
 *
 * @param stopTokenIds ids that end it and belong to it
 * @param stopTexts texts that end it and are cut off its text
 * @param minTokens number, from 1, of the first token that a stop token or a stop text may end it
 *     with; earlier ones pass by without effect. 0 is like 1
 * @param maxTokens its most tokens: what was asked, cut to what the context leaves
 */
public record StopRules(
    Set<Integer> stopTokenIds, List<String> stopTexts, int minTokens, int maxTokens) {

  public StopRules {
    stopTokenIds = Set.copyOf(stopTokenIds);
    stopTexts = List.copyOf(stopTexts);
  }

  /** Rules without stop texts, and stop tokens count from the first token on. */
  public StopRules(Set<Integer> stopTokenIds, int maxTokens) {
    this(stopTokenIds, List.of(), 0, maxTokens);
  }

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
    return new StopRules(stops, stop.texts(), stop.minTokens(), Math.min(stop.maxTokens(), room));
  }

  /** Whether a stop token or text may end it with its token number {@code count}, from 1. */
  boolean mayStopAt(int count) {
    return count >= minTokens;
  }

  /** Whether a completion of {@code count} tokens ends with its last token, whatever its text. */
  public Optional<FinishReason> after(int token, int count) {
    if (mayStopAt(count) && stopTokenIds.contains(token)) {
      return Optional.of(FinishReason.STOP);
    }
    return count >= maxTokens ? Optional.of(FinishReason.LENGTH) : Optional.empty();
  }
}
