package io.flinkdomino.runtime.prompt;

import java.util.Set;

/**
 * How one request is decoded. Decoding is greedy.
 *
 * @param maxTokens most tokens to generate, at least 1; cut to what the context leaves
 * @param stopTokenIds ids that end the completion, besides the model's own end-of-sequence ids
 * @param ignoreEos whether the model's own end-of-sequence ids do not stop the completion
 * @param seed the seed of this request; greedy decoding does not depend on it
 * @param returnTokenIds whether the result lists the completion's token ids
 * @param returnDecodeTrace whether the result lists every decode step
 */
public record GenerationParameters(
    int maxTokens,
    Set<Integer> stopTokenIds,
    boolean ignoreEos,
    long seed,
    boolean returnTokenIds,
    boolean returnDecodeTrace) {

  /** Tokens generated when a request does not say. */
  public static final int DEFAULT_MAX_TOKENS = 256;

  public GenerationParameters {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
    }
    stopTokenIds = Set.copyOf(stopTokenIds);
  }

  /** Greedy decoding of at most {@code maxTokens} tokens, everything else at its default. */
  public static GenerationParameters greedy(int maxTokens) {
    return new GenerationParameters(maxTokens, Set.of(), false, 0, false, false);
  }
}
