package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;

/** Proposes draft tokens for the running batch. Engine thread only. */
public interface Drafter {

  /** Most drafts that a step verifies; 0 for a drafter that never proposes. */
  int maxDraftTokens();

  /**
   * Proposes drafts for the plan's decoding sequences; the tensors live in {@code scope}.
   *
   * @param sampling what the target will draw with: who picks drafts with the same noise is
   *     accepted more often
   */
  DraftBlock draft(TensorScope scope, BatchPlan plan, SamplingTensors sampling);

  /** Takes in what the target just read of the plan, as context features. */
  void append(BatchPlan plan, ContextFeatures context);

  /** Follows a sequence to another slot. */
  void move(SlotMove move);
}
