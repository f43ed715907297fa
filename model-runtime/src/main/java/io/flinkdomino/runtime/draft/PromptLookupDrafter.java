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
  public DraftBlock draft(TensorScope scope, BatchPlan plan, SamplingTensors sampling) {
    List<int[]> drafts = propose(plan);
    int width = drafts.stream().mapToInt(row -> row.length).max().orElse(0);
    long[] columns =
        drafts.stream()
            .flatMapToInt(row -> Arrays.stream(Arrays.copyOf(row, width)))
            .asLongStream()
            .toArray();
    List<Integer> counts = drafts.stream().map(row -> row.length).toList();
    return new DraftBlock(scope.longs(columns, drafts.size(), width), counts, counts);
  }

  /** Draft tokens of each decoding sequence, in batch order; a row may have none. */
  List<int[]> propose(BatchPlan plan) {
    // Only who decodes now stays known: a sequence that left takes its history along, and one that
    // comes back is read anew.
    Map<Sequence, TokenHistory> known = histories;
    histories = new HashMap<>();
    List<int[]> drafts = new ArrayList<>();
    for (Sequence sequence : plan.decoding()) {
      TokenHistory history = known.computeIfAbsent(sequence, s -> new TokenHistory());
      for (int i = history.length(); i < sequence.committedTokens(); i++) {
        history.add(sequence.token(i));
      }
      histories.put(sequence, history);
      drafts.add(history.continuation(maxDraftTokens));
    }
    return drafts;
  }

  @Override
  public void append(BatchPlan plan, ContextFeatures context) {}

  @Override
  public void move(SlotMove move) {}
}
