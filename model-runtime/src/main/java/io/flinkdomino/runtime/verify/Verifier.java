package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.batch.AttentionGroup;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCache;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Keeps the longest prefix of each draft block that the target model would have produced itself:
 * draft i is kept while it equals the token that the target draws after draft i-1, which depends on
 * nothing but the sequence's tokens, parameters and seed. Prompt chunks are prefilled in the same
 * pass. Engine thread only.
 *
 * <p>The last committed token of a sequence, its anchor, has no cache entry yet: the next
 * verification writes it. Entries of rejected drafts need no cropping: the next pass starts at the
 * new anchor and overwrites them before anything reads them.
 */
public final class Verifier {

  private final TorchProgram program;
  private final int tokensPerSlot;

  /**
   * Prepares the target's program.
   *
   * @param scope owns its cache
   * @param state where each slot stands; the passes keep it
   * @param featureLayers layers after which context features are taken; empty without a drafter
   */
  public Verifier(
      TensorScope scope,
      TargetModel target,
      DecodeState state,
      KvCapacity capacity,
      List<Integer> featureLayers) {
    KvCache cache = KvCache.allocate(scope, target.kvShape(), capacity, target.elementType());
    tokensPerSlot = capacity.tokensPerSlot();
    program = target.program(scope, featureLayers);
    program.number(
        "bind",
        target.weights(),
        target.inverseFrequencies(),
        cache.entries(),
        state.anchors(),
        state.lengths());
  }

  /** Starts the pass; nothing waits for the device. */
  public TargetPass run(
      TensorScope scope, BatchPlan plan, DraftBlock block, SamplingTensors sampling) {
    ScoredRows rows = new ScoredRows(plan, block);
    List<AttentionGroup> groups = plan.groups(rows.queries());
    List<Tensor> results =
        program.tensors(
            scope,
            "step",
            verified(scope, plan, block),
            drafting(scope, plan, block),
            plan.decoding().size(),
            block.width(),
            rows.layout(scope),
            flat(groups),
            plan.chunkTokens(tokensPerSlot).upload(scope),
            plan.chunkTable(),
            sampling.tensors(),
            rows.draws(scope, sampling),
            sampling.pool(),
            sampling.top(),
            sampling.margins());
    return new TargetPass(
        rows,
        results.get(0),
        results.get(1),
        sampling.top(),
        groups.size(),
        new ContextFeatures(results.get(2), results.get(3), results.get(4)));
  }

  private static Tensor verified(TensorScope scope, BatchPlan plan, DraftBlock block) {
    return block.width() == 0
        ? scope.longs(new long[0], plan.decoding().size(), 0)
        : block.draftTokens();
  }

  /** The rows that the drafts belong to; none if all rows drafted. */
  private static List<Tensor> drafting(TensorScope scope, BatchPlan plan, DraftBlock block) {
    List<Integer> rows = block.plan().rows();
    return rows.size() == plan.decoding().size() || block.width() == 0
        ? List.of()
        : List.of(scope.longs(rows.stream().mapToLong(Integer::longValue).toArray()));
  }

  private static long[] flat(List<AttentionGroup> groups) {
    return groups.stream()
        .flatMapToLong(g -> LongStream.of(g.first(), g.rows(), g.queries(), g.keys()))
        .toArray();
  }

  /** Waits for the pass and reads its outcome: the one wait of a step. */
  public PassOutcome read(TargetPass pass) {
    return pass.rows().outcome(pass.packed(), pass.report(), pass.top());
  }

  /** Follows a sequence to another slot. */
  public void move(SlotMove move) {
    program.number("move", move.source(), move.destination(), move.tokens());
  }

  /**
   * Scores a whole prompt in slot 0, for measurements and tests.
   *
   * @return logits [N, vocabulary], context features [N, hidden * feature layers]
   */
  public List<Tensor> score(TensorScope scope, long[] tokens) {
    return program.tensors(scope, "score", scope.longs(tokens), 0);
  }
}
