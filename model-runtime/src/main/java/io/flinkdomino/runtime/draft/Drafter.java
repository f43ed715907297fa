package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.Collections;
import java.util.List;

/** Proposes draft tokens for the running batch. Engine thread only. */
public interface Drafter {

  /** Most drafts that a step verifies; 0 for a drafter that never proposes. */
  int maxDraftTokens();

  /**
   * Proposes drafts for some of the plan's decoding sequences; the tensors live in {@code scope}.
   *
   * @param sampling what the target will draw with for those who draft: who picks drafts with the
   *     same noise is accepted more often
   * @param drafts who drafts, and how far
   */
  DraftBlock draft(TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts);

  /**
   * Takes in what the target just read of the plan, as context features; or puts that off, for
   * those who do not draft.
   *
   * @param block what was drafted in the step
   */
  void append(BatchPlan plan, DraftBlock block, ContextFeatures context);

  /** Tokens of each decoding sequence that it has to take in before it drafts for it. */
  default List<Integer> unread(BatchPlan plan) {
    return Collections.nCopies(plan.decoding().size(), 0);
  }

  /** Follows a sequence to another slot. */
  void move(SlotMove move);
}
