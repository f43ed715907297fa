package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;

/** The models' drafter, kept from the noise that the target draws with. */
record GreedyDrafts(Drafter drafter) implements Drafter {

  static DecodeEngine engine(LoadedModels models) {
    EngineSettings settings = new EngineSettings(8, 1L << 30, 0, VerifiedLength.ALL, 256, 1);
    return new DecodeEngine(
        models,
        settings,
        System::nanoTime,
        (scope, loaded, state, capacity, length) ->
            new GreedyDrafts(Drafters.open(scope, loaded, state, capacity, length)));
  }

  @Override
  public int maxDraftTokens() {
    return drafter.maxDraftTokens();
  }

  @Override
  public DraftBlock draft(
      TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
    return drafter.draft(scope, plan, SamplingTensors.GREEDY, drafts);
  }

  @Override
  public void append(BatchPlan plan, DraftBlock block, ContextFeatures context) {
    drafter.append(plan, block, context);
  }

  @Override
  public void move(SlotMove move) {
    drafter.move(move);
  }
}
