package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.LoadedDraft;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.torch.TensorScope;

/** The drafter for each policy. */
public final class Drafters {

  private Drafters() {}

  /**
   * Prepares the drafter of loaded models.
   *
   * @param scope owns its cache
   * @param state where each slot stands; the target's passes keep it
   * @param verifiedLength most drafts proposed and verified a step, 1..{@code maxDraftTokens} of
   *     the models; anything without a drafter
   */
  public static Drafter open(
      TensorScope scope,
      LoadedModels models,
      DecodeState state,
      KvCapacity capacity,
      int verifiedLength) {
    if (models.draft() instanceof LoadedDraft.Block block) {
      return new DominoDrafter(
          scope, block.model(), models.target(), state, capacity, verifiedLength);
    }
    if (models.draft() instanceof LoadedDraft.Autoregressive causal) {
      return new AutoregressiveDrafter(scope, causal.model(), capacity, verifiedLength);
    }
    return models.draft() instanceof LoadedDraft.PromptLookup
        ? new PromptLookupDrafter(verifiedLength)
        : new NoDrafter();
  }
}
