package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.torch.TensorScope;

/** Prepares an engine's drafter, as {@link io.flinkdomino.runtime.draft.Drafters#open} does. */
public interface DrafterFactory {

  Drafter open(
      TensorScope scope,
      LoadedModels models,
      DecodeState state,
      KvCapacity capacity,
      int verifiedLength);
}
