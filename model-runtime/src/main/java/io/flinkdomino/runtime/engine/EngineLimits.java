package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.ModelSpecs;
import io.flinkdomino.runtime.torch.ElementType;

/**
 * What an engine has room for.
 *
 * @param capacity slots of the KV cache
 * @param maxSequenceTokens most tokens of prompt and completion
 * @param verifiedLength most draft tokens verified a step; 0 without a drafter
 */
public record EngineLimits(KvCapacity capacity, int maxSequenceTokens, int verifiedLength) {

  /**
   * Settles settings against models.
   *
   * @param type element type of the caches
   * @throws IllegalArgumentException if they do not fit each other or the memory budget
   */
  public static EngineLimits of(ModelSpecs models, ElementType type, EngineSettings settings) {
    int context = models.target().maxPositions();
    int wanted = settings.maxSequenceTokens();
    if (wanted > context) {
      throw new IllegalArgumentException(
          "max-sequence-tokens must be at most the model's context of "
              + context
              + ", got "
              + wanted);
    }
    int tokens = wanted == 0 ? context : wanted;
    requireDraftContext(models, wanted, tokens);
    KvCapacity capacity =
        KvCapacity.within(
            settings.kvMemoryBytes(),
            models.kvBytesPerToken(type),
            tokens + models.lookahead(),
            settings.maxBatch());
    return new EngineLimits(capacity, tokens, verifiedLength(models, settings));
  }

  private static void requireDraftContext(ModelSpecs models, int wanted, int tokens) {
    int context = models.draft().maxPositions();
    if (tokens > context) {
      throw new IllegalArgumentException(
          "max-sequence-tokens must be at most the drafter's context of %d, got %d"
                  .formatted(context, wanted)
              + (wanted == 0 ? ", which is the model's " + tokens : ""));
    }
  }

  private static int verifiedLength(ModelSpecs models, EngineSettings settings) {
    int most = models.maxDraftTokens();
    int wanted = settings.verifiedLength().most(most);
    if (most > 0 && wanted > most) {
      throw new IllegalArgumentException(
          "verified-length must be adaptive, all or 1 to "
              + most
              + ", which is what the drafter proposes, got "
              + wanted);
    }
    return Math.min(wanted, most);
  }

  /** Most tokens of a prompt: one token of completion must fit behind it. */
  public int maxPromptTokens() {
    return maxSequenceTokens - 1;
  }

  /** Entries of the whole KV cache. */
  long cacheEntries() {
    return (long) capacity.slots() * capacity.tokensPerSlot();
  }
}
