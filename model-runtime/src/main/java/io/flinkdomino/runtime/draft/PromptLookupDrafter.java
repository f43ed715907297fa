package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prompt lookup: proposes what followed the newest tokens the last time they stood together in
 * prompt or completion, and nothing where they never did. Needs no model. Engine thread only.
 */
public final class PromptLookupDrafter implements Drafter {

  private final int maxDraftTokens;
  private Map<Sequence, TokenHistory> histories = new HashMap<>();

  /** Proposes at most so many tokens a row, at least 1. */
  public PromptLookupDrafter(int maxDraftTokens) {
    this.maxDraftTokens = maxDraftTokens;
  }

  @Override
  public int maxDraftTokens() {
    return maxDraftTokens;
  }

  @Override
  public DraftBlock draft(
      TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
    if (drafts.isEmpty()) {
      return DraftBlock.none(scope, plan.decoding().size());
    }
    List<Continuation> rows = propose(plan, drafts);
    int width = rows.stream().mapToInt(row -> row.tokens().length).max().orElse(0);
    long[] columns =
        rows.stream()
            .flatMapToInt(row -> Arrays.stream(Arrays.copyOf(row.tokens(), width)))
            .asLongStream()
            .toArray();
    DraftBlock block =
        DraftBlock.of(
            scope.longs(columns, rows.size(), width),
            drafts,
            plan.decoding().size(),
            rows.stream().map(row -> row.tokens().length).toList());
    return drafts.sureness() ? block.with(sureness(rows, width)) : block;
  }

  // The longer what stood together before, the surer what follows.
  private static float[] sureness(List<Continuation> rows, int width) {
    float[] sureness = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      Arrays.fill(sureness, row * width, (row + 1) * width, rows.get(row).sureness());
    }
    return sureness;
  }

  /** Draft tokens of those who draft, in batch order; a row may have none. */
  List<Continuation> propose(BatchPlan plan, DraftPlan drafts) {
    // Only who decodes now stays known: a sequence that left takes its history along, and one that
    // comes back is read anew.
    Map<Sequence, TokenHistory> known = histories;
    histories = new HashMap<>();
    for (Sequence sequence : plan.decoding()) {
      histories.put(sequence, known.computeIfAbsent(sequence, s -> new TokenHistory()));
    }
    List<Continuation> rows = new ArrayList<>();
    for (int row : drafts.rows()) {
      Sequence sequence = plan.decoding().get(row);
      TokenHistory history = histories.get(sequence);
      for (int i = history.length(); i < sequence.committedTokens(); i++) {
        history.add(sequence.token(i));
      }
      rows.add(history.continuation(Math.min(maxDraftTokens, drafts.length())));
    }
    return rows;
  }

  @Override
  public void append(BatchPlan plan, DraftBlock block, ContextFeatures context) {}

  @Override
  public void move(SlotMove move) {}
}
