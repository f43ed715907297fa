package io.flinkdomino.runtime.prompt;

import java.util.List;
import java.util.Set;

/**
 * When a completion ends.
 *
 * @param maxTokens most tokens to generate, at least 1; cut to what the context leaves
 * @param minTokens tokens to generate before any rule but the length counts, 0 to {@code maxTokens}
 * @param texts texts that end the completion and are cut off it, none of them empty
 * @param tokenIds ids that end the completion, besides the model's own end-of-sequence ids
 * @param ignoreEos whether the model's own end-of-sequence ids do not end the completion
 */
public record StopConditions(
    int maxTokens, int minTokens, List<String> texts, Set<Integer> tokenIds, boolean ignoreEos) {

  public StopConditions {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
    }
    if (minTokens < 0 || minTokens > maxTokens) {
      throw new IllegalArgumentException(
          "minTokens must be between 0 and maxTokens = " + maxTokens + ", got " + minTokens);
    }
    texts = List.copyOf(texts);
    if (texts.contains("")) {
      throw new IllegalArgumentException("stop texts must have at least one character, got none");
    }
    tokenIds = Set.copyOf(tokenIds);
  }

  /** At most so many tokens, fewer if the model ends its text. */
  public static StopConditions after(int maxTokens) {
    return new StopConditions(maxTokens, 0, List.of(), Set.of(), false);
  }
}
