package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.LoadedModels;

/**
 * What an engine has room for.
 *
 * @param capacity slots of the KV cache
 * @param maxSequenceTokens most tokens of prompt and completion
 * @param verifiedLength draft tokens verified a step; 0 without a drafter
 */
public record EngineLimits(KvCapacity capacity, int maxSequenceTokens, int verifiedLength) {

  /**
   * Settles settings against models.
   *
   * @throws IllegalArgumentException if they do not fit each other or the memory budget
   */
  public static EngineLimits of(LoadedModels models, EngineSettings settings) {
    int context = models.target().spec().maxPositions();
    int tokens = settings.maxSequenceTokens();
    if (tokens > context) {
      throw new IllegalArgumentException(
          "max-sequence-tokens must be at most the model's context of "
              + context
              + ", got "
              + tokens);
    }
    int maxTokens = tokens == 0 ? context : tokens;
    // A block or its verification writes behind the last token that a sequence may have.
    int lookahead = models.draft().map(d -> d.spec().blockSize() + 1).orElse(1);
    KvCapacity capacity =
        KvCapacity.within(
            settings.kvMemoryBytes(),
            models.kvBytesPerToken(),
            maxTokens + lookahead,
            settings.maxBatch());
    return new EngineLimits(capacity, maxTokens, verifiedLength(models, settings));
  }

  private static int verifiedLength(LoadedModels models, EngineSettings settings) {
    int most = models.draft().map(d -> d.spec().maxDraftTokens()).orElse(0);
    int wanted = settings.verifiedLength().orElse(most);
    if (most > 0 && wanted > most) {
      throw new IllegalArgumentException(
          "verified-length must be all or 1 to "
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
