package io.flinkdomino.runtime.sampling;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the draws of one sequence depend on. Engine thread only. */
public final class SamplingState {

  private final GenerationParameters parameters;
  private final long seed;
  private final Set<Integer> stopTokenIds;
  private final Map<Integer, Integer> seen = new LinkedHashMap<>();
  private int generated;

  /**
   * Starts before the first token.
   *
   * @param seed of this completion
   * @param stopTokenIds ids that may not be drawn before the least number of tokens is there
   * @param prompt the prompt's tokens
   */
  public SamplingState(
      GenerationParameters parameters, long seed, Set<Integer> stopTokenIds, int[] prompt) {
    this.parameters = parameters;
    this.seed = seed;
    this.stopTokenIds = stopTokenIds;
    if (parameters.sampling().hasPenalties()) {
      for (int token : prompt) {
        seen.put(token, 0);
      }
    }
  }

  /** Takes note of the completion so far, which only ever grows. */
  public void readUpTo(List<Integer> completion) {
    if (parameters.sampling().hasPenalties()) {
      completion
          .subList(generated, completion.size())
          .forEach(token -> seen.merge(token, 1, Integer::sum));
    }
    generated = completion.size();
  }

  /**
   * Whether every draw is the highest of the target's own scores, and nobody wants to know more.
   */
  boolean isPlain() {
    SamplingParameters sampling = parameters.sampling();
    return sampling.isGreedy()
        && !sampling.hasPenalties()
        && sampling.logitBias().isEmpty()
        && sampling.bannedTokenIds().isEmpty()
        && mustGenerate() == 0
        && !isReported();
  }

  /** Whether the host wants margins or log probabilities. */
  public boolean isReported() {
    return parameters.logprobs().isPresent() || wantsMargins();
  }

  /** Whether the host wants to know how close draws were. */
  boolean wantsMargins() {
    return parameters.returnDecodeTrace();
  }

  /** Most likely tokens wanted beside each drawn one. */
  int topLogprobs() {
    return parameters.logprobs().orElse(0);
  }

  SamplingParameters sampling() {
    return parameters.sampling();
  }

  long seed() {
    return seed;
  }

  /** How often each token of prompt and completion stands in the completion; only for penalties. */
  Map<Integer, Integer> seen() {
    return seen;
  }

  Set<Integer> stopTokenIds() {
    return stopTokenIds;
  }

  /** Tokens to come before a stop token may be drawn. */
  int mustGenerate() {
    return Math.max(0, parameters.stop().minTokens() - generated);
  }
}
