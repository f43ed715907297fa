package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCache;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Domino: a DFlash backbone proposes a whole block in one parallel pass over the target's context
 * features, then a GRU head corrects the proposals one after another (arXiv 2605.29707,
 * 2602.06036). A checkpoint without a head is plain DFlash. Engine thread only.
 */
public final class DominoDrafter implements Drafter {

  private final TorchProgram program;
  private final int blockSize;
  private final int verifiedLength;

  /**
   * Prepares the drafter's program.
   *
   * @param scope owns its cache
   * @param target whose embedding and lm_head the drafter shares
   * @param state where each slot stands; the target's passes keep it
   * @param verifiedLength drafts proposed and verified a step, 1..{@code maxDraftTokens} of the
   *     model
   */
  public DominoDrafter(
      TensorScope scope,
      DraftModel draft,
      TargetModel target,
      DecodeState state,
      KvCapacity capacity,
      int verifiedLength) {
    KvCache cache = KvCache.allocate(scope, draft.kvShape(), capacity, target.elementType());
    this.blockSize = draft.spec().blockSize();
    this.verifiedLength = verifiedLength;
    program = draft.program(scope);
    program.number(
        "bind",
        draft.weights(),
        List.of(
            draft.inverseFrequencies(),
            target.embedding(),
            target.lmHead(),
            state.anchors(),
            state.lengths()),
        cache.entries());
  }

  @Override
  public int maxDraftTokens() {
    return verifiedLength;
  }

  @Override
  public DraftBlock draft(TensorScope scope, BatchPlan plan, SamplingTensors sampling) {
    int rows = plan.decoding().size();
    Tensor drafts =
        rows == 0
            ? scope.zeros(ElementType.INT64, 0, verifiedLength)
            : program.tensor(
                scope,
                "draft",
                rows,
                groups(plan),
                verifiedLength,
                sampling.tensors(),
                sampling.pool());
    return DraftBlock.full(drafts, rows, verifiedLength);
  }

  /**
   * As {@link #draft}, greedily, with what the drafts were picked from, for measurements and tests.
   */
  public DraftInspection inspect(TensorScope scope, BatchPlan plan) {
    List<Tensor> parts =
        program.tensors(scope, "inspect", plan.decoding().size(), groups(plan), verifiedLength);
    return new DraftInspection(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  private long[] groups(BatchPlan plan) {
    return plan.groups(Collections.nCopies(plan.decoding().size(), blockSize)).stream()
        .flatMapToLong(g -> LongStream.of(g.first(), g.rows(), g.keys()))
        .toArray();
  }

  @Override
  public void append(BatchPlan plan, ContextFeatures context) {
    program.number("append", context.features(), context.positions(), context.entries());
  }

  @Override
  public void move(SlotMove move) {
    program.number("move", move.source(), move.destination(), move.tokens());
  }
}
