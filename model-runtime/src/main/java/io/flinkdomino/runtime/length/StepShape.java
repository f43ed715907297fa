package io.flinkdomino.runtime.length;

import io.flinkdomino.runtime.batch.AttentionGroup;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import java.util.Collections;
import java.util.List;

/**
 * Who takes part in a step.
 *
 * @param sequences those that decode, by row; compared by identity
 * @param lengths their committed tokens
 * @param unread tokens that the drafter would have to catch up with before it drafts for each
 * @param prefillTokens prompt tokens in the same pass
 */
public record StepShape(
    List<?> sequences, List<Integer> lengths, List<Integer> unread, int prefillTokens) {

  public StepShape {
    sequences = List.copyOf(sequences);
    lengths = List.copyOf(lengths);
    unread = List.copyOf(unread);
  }

  /** The shape of a planned step. */
  public static StepShape of(BatchPlan plan, List<Integer> unread) {
    return new StepShape(
        plan.decoding(),
        plan.decoding().stream().map(Sequence::committedTokens).toList(),
        unread,
        plan.chunks().stream().mapToInt(PrefillChunk::count).sum());
  }

  /** Sequences that decode. */
  public int rows() {
    return sequences.size();
  }

  /** Whether attention starts a new group at each row even if all verify alike. */
  boolean[] splits() {
    boolean[] splits = new boolean[rows()];
    for (AttentionGroup group : AttentionGroup.of(Collections.nCopies(rows(), 1), lengths)) {
      splits[group.first()] = true;
    }
    return splits;
  }
}
