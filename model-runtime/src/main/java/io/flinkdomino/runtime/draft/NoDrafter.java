package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;

/** Never proposes: every step is one token of plain target-only decoding. */
public final class NoDrafter implements Drafter {

  @Override
  public int maxDraftTokens() {
    return 0;
  }

  @Override
  public DraftBlock draft(
      TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
    return DraftBlock.none(scope, plan.decoding().size());
  }

  @Override
  public void append(BatchPlan plan, DraftBlock block, ContextFeatures context) {}

  @Override
  public void move(SlotMove move) {}
}
