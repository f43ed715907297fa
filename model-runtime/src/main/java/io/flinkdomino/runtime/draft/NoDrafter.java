package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TensorScope;

/** Never proposes: every step is one token of plain target-only decoding. */
public final class NoDrafter implements Drafter {

  @Override
  public int maxDraftTokens() {
    return 0;
  }

  @Override
  public DraftBlock draft(TensorScope scope, BatchPlan plan, SamplingTensors sampling) {
    int rows = plan.decoding().size();
    return DraftBlock.full(scope.zeros(ElementType.INT64, rows, 0), rows, 0);
  }

  @Override
  public void append(BatchPlan plan, ContextFeatures context) {}

  @Override
  public void move(SlotMove move) {}
}
