package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCache;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Domino: a DFlash backbone proposes a whole block in one parallel pass over the target's context
 * features, then a GRU head corrects the proposals one after another (arXiv 2605.29707,
 * 2602.06036). A checkpoint without a head is plain DFlash. Engine thread only.
 */
public final class DominoDrafter implements Drafter {

  private final TorchProgram program;
  private final ContextReader context;
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
    context =
        new ContextReader(
            scope,
            program,
            capacity.tokensPerSlot(),
            draft.spec().targetLayerIds().size() * target.spec().transformer().hiddenSize(),
            target.elementType(),
            (long) capacity.slots() * capacity.tokensPerSlot());
  }

  @Override
  public int maxDraftTokens() {
    return verifiedLength;
  }

  @Override
  public DraftBlock draft(
      TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
    context.catchUp(plan, drafts);
    int decoding = plan.decoding().size();
    if (drafts.isEmpty()) {
      return DraftBlock.empty(scope, drafts, decoding);
    }
    List<Tensor> parts =
        program.tensors(
            scope,
            "draft",
            drafts.rows().size(),
            drafts.isPrefix() ? List.of() : List.of(slots(scope, drafts)),
            groups(plan, drafts),
            drafts.length(),
            sampling.tensors(),
            sampling.pool(),
            drafts.sureness());
    return DraftBlock.made(parts, drafts, decoding);
  }

  private static Tensor slots(TensorScope scope, DraftPlan drafts) {
    return scope.longs(drafts.rows().stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * As {@link #draft}, greedily, with what the drafts were picked from, for measurements and tests.
   */
  public DraftInspection inspect(TensorScope scope, BatchPlan plan) {
    List<Tensor> parts =
        program.tensors(
            scope,
            "inspect",
            plan.decoding().size(),
            groups(plan, DraftPlan.all(plan.decoding().size(), verifiedLength)),
            verifiedLength);
    return new DraftInspection(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  private long[] groups(BatchPlan plan, DraftPlan drafts) {
    return plan.groups(drafts.rows(), drafts.each(blockSize)).stream()
        .flatMapToLong(g -> LongStream.of(g.first(), g.rows(), g.keys()))
        .toArray();
  }

  @Override
  public void append(BatchPlan plan, DraftBlock block, ContextFeatures features) {
    context.read(plan, block, features);
  }

  @Override
  public List<Integer> unread(BatchPlan plan) {
    return context.waiting(plan);
  }

  @Override
  public void move(SlotMove move) {
    program.number("move", move.source(), move.destination(), move.tokens());
  }
}
