package io.flinkdomino.runtime.prompt;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How one request is decoded.
 *
 * @param stop when its completions end
 * @param sampling how its tokens are drawn
 * @param seed of its first completion's random numbers; completion i, from 0, has {@code seed + i}
 * @param n completions to generate, at least 1
 * @param logprobs most likely tokens to report with their log probabilities for each emitted one, 0
 *     (only the emitted one) to 20; empty for no log probabilities
 * @param priority requests with a lower number start earlier
 * @param deadlineEpochMs milliseconds since the epoch after which the completion is of no use
 * @param returnTokenIds whether the result lists the completion's token ids
 * @param returnDecodeTrace whether the result lists every decode step, and its smallest margin
 */
public record GenerationParameters(
    StopConditions stop,
    SamplingParameters sampling,
    long seed,
    int n,
    OptionalInt logprobs,
    int priority,
    OptionalLong deadlineEpochMs,
    boolean returnTokenIds,
    boolean returnDecodeTrace) {

  /** Tokens generated when a request does not say. */
  public static final int DEFAULT_MAX_TOKENS = 256;

  /** Most tokens reported beside each emitted one. */
  public static final int MAX_LOGPROBS = 20;

  public GenerationParameters {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, got " + n);
    }
    logprobs.ifPresent(
        count -> {
          if (count < 0 || count > MAX_LOGPROBS) {
            throw new IllegalArgumentException(
                "logprobs must be between 0 and " + MAX_LOGPROBS + ", got " + count);
          }
        });
  }

  /** Draws tokens until a stop condition holds, everything else at its default. */
  public static GenerationParameters of(
      StopConditions stop, SamplingParameters sampling, long seed) {
    return new GenerationParameters(
        stop, sampling, seed, 1, OptionalInt.empty(), 0, OptionalLong.empty(), false, false);
  }

  /** Greedy decoding of at most {@code maxTokens} tokens, everything else at its default. */
  public static GenerationParameters greedy(int maxTokens) {
    return of(StopConditions.after(maxTokens), SamplingParameters.GREEDY, 0);
  }

  /** The same with another number of completions. */
  public GenerationParameters withN(int completions) {
    return new GenerationParameters(
        stop,
        sampling,
        seed,
        completions,
        logprobs,
        priority,
        deadlineEpochMs,
        returnTokenIds,
        returnDecodeTrace);
  }

  /** The same with log probabilities. */
  public GenerationParameters withLogprobs(int count) {
    return new GenerationParameters(
        stop,
        sampling,
        seed,
        n,
        OptionalInt.of(count),
        priority,
        deadlineEpochMs,
        returnTokenIds,
        returnDecodeTrace);
  }

  /** The same with another place in the order and perhaps a deadline. */
  public GenerationParameters scheduled(int newPriority, OptionalLong newDeadlineEpochMs) {
    return new GenerationParameters(
        stop,
        sampling,
        seed,
        n,
        logprobs,
        newPriority,
        newDeadlineEpochMs,
        returnTokenIds,
        returnDecodeTrace);
  }

  /** The same, and the result lists what is asked for. */
  public GenerationParameters returning(boolean tokenIds, boolean decodeTrace) {
    return new GenerationParameters(
        stop, sampling, seed, n, logprobs, priority, deadlineEpochMs, tokenIds, decodeTrace);
  }
}
