package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.AttentionGroup;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCache;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.LongTable;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The classic drafter: a smaller causal language model of the same vocabulary decodes ahead of the
 * target, one pass a draft. It has a KV cache of its own, reads prompts in the same chunks as the
 * target while it drafts at all, and before it drafts whatever it has not read: the last draft if
 * all were kept, and all tokens of the steps in which it did not draft. Engine thread only.
 */
public final class AutoregressiveDrafter implements Drafter {

  private final TensorScope scope;
  private final TorchProgram program;
  private final int tokensPerSlot;
  private final int verifiedLength;
  private final CachedTokens cached = new CachedTokens();

  /**
   * Prepares the drafter's program.
   *
   * @param scope owns its cache
   * @param verifiedLength drafts proposed and verified a step, at least 1
   */
  public AutoregressiveDrafter(
      TensorScope scope, TargetModel model, KvCapacity capacity, int verifiedLength) {
    this.scope = scope;
    this.tokensPerSlot = capacity.tokensPerSlot();
    this.verifiedLength = verifiedLength;
    KvCache cache = KvCache.allocate(scope, model.kvShape(), capacity, model.elementType());
    // The target's is not shared: this program must not move it a second time.
    DecodeState unused = DecodeState.allocate(scope, capacity.slots());
    program = model.program(scope, List.of());
    program.number(
        "bind",
        model.weights(),
        model.inverseFrequencies(),
        cache.entries(),
        unused.anchors(),
        unused.lengths());
  }

  @Override
  public int maxDraftTokens() {
    return verifiedLength;
  }

  @Override
  public DraftBlock draft(
      TensorScope step, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
    cached.settle(plan);
    int decoding = plan.decoding().size();
    if (drafts.isEmpty()) {
      return DraftBlock.empty(step, drafts, decoding);
    }
    LongTable unread = new LongTable(3);
    List<Integer> queries = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int row : drafts.rows()) {
      Sequence sequence = plan.decoding().get(row);
      int from = cached.of(sequence);
      addUnread(unread, sequence, from, row);
      queries.add(sequence.committedTokens() - from);
      lengths.add(sequence.committedTokens());
      cached.drafted(sequence, drafts.length());
    }
    List<Tensor> parts =
        program.tensors(
            step,
            "propose",
            unread.upload(step),
            flat(AttentionGroup.of(drafts.rows(), queries, lengths)),
            step.longs(lastOf(queries)),
            flat(AttentionGroup.of(drafts.rows(), drafts.each(1), lengths)),
            drafts.length(),
            sampling.tensors(),
            sampling.pool(),
            drafts.sureness());
    return DraftBlock.made(parts, drafts, decoding);
  }

  @Override
  public List<Integer> unread(BatchPlan plan) {
    cached.settle(plan);
    return plan.decoding().stream()
        .map(sequence -> sequence.committedTokens() - cached.of(sequence))
        .toList();
  }

  private void addUnread(LongTable unread, Sequence sequence, int from, int slot) {
    for (int i = from; i < sequence.committedTokens(); i++) {
      unread.add(sequence.token(i), i, (long) slot * tokensPerSlot + i);
    }
  }

  /** Where each row's last token stands among all rows' tokens. */
  private static long[] lastOf(List<Integer> queries) {
    long[] last = new long[queries.size()];
    int at = -1;
    for (int row = 0; row < last.length; row++) {
      at += queries.get(row);
      last[row] = at;
    }
    return last;
  }

  private static long[] flat(List<AttentionGroup> groups) {
    return groups.stream()
        .flatMapToLong(g -> LongStream.of(g.first(), g.rows(), g.queries(), g.keys()))
        .toArray();
  }

  @Override
  public void append(BatchPlan plan, DraftBlock block, ContextFeatures context) {
    cached.settle(plan);
    // While nobody drafts, prompts are left for when somebody does, and so is a chunk whose
    // beginning was left.
    boolean drafting = block.plan().length() > 0;
    List<PrefillChunk> chunks =
        plan.chunks().stream().filter(chunk -> drafting && cached.reaches(chunk)).toList();
    if (chunks.isEmpty()) {
      return;
    }
    BatchPlan reading = new BatchPlan(List.of(), chunks);
    try (TensorScope step = scope.child()) {
      program.number(
          "prefill", reading.chunkTokens(tokensPerSlot).upload(step), reading.chunkTable());
    }
    for (PrefillChunk chunk : chunks) {
      cached.prefilled(chunk);
    }
  }

  @Override
  public void move(SlotMove move) {
    program.number("move", move.source(), move.destination(), move.tokens());
  }
}
