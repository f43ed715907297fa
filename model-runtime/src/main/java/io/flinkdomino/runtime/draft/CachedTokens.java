package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import java.util.HashMap;
import java.util.Map;

/**
 * How many tokens of each sequence, from its first, the cache of an autoregressive drafter holds.
 *
 * <p>A draft pass writes its drafts behind the committed tokens, and only the verification says how
 * many of them were right. So each count stands with the sequence's length when it was taken: once
 * the sequence has grown, the count ends before its anchor, which differs from the draft that stood
 * there. It must see every step, or an anchor could be passed over. Engine thread only.
 */
final class CachedTokens {

  private record Count(int tokens, int committed) {}

  private Map<Sequence, Count> counts = new HashMap<>();

  /**
   * Takes note of what was committed since; who is not in the plan is forgotten, and so is who
   * starts over in another slot.
   */
  void settle(BatchPlan plan) {
    Map<Sequence, Count> settled = new HashMap<>();
    for (Sequence sequence : plan.sequences()) {
      int committed = sequence.committedTokens();
      Count count = counts.get(sequence);
      if (count != null) {
        settled.put(
            sequence,
            count.committed == committed
                ? count
                : new Count(Math.min(count.tokens, committed - 1), committed));
      }
    }
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.start() == 0) {
        settled.remove(chunk.sequence());
      }
    }
    counts = settled;
  }

  /** Committed tokens that need not be read again, the anchor excluded; 0 for an unknown one. */
  int of(Sequence sequence) {
    Count count = counts.get(sequence);
    return count == null ? 0 : Math.min(count.tokens, sequence.committedTokens() - 1);
  }

  /** Whether the cache holds a sequence up to where a chunk begins. */
  boolean reaches(PrefillChunk chunk) {
    Count count = counts.get(chunk.sequence());
    return chunk.start() == 0 || (count != null && count.tokens == chunk.start());
  }

  /** The cache holds all committed tokens and, behind them, all drafts but the last. */
  void drafted(Sequence sequence, int drafts) {
    int committed = sequence.committedTokens();
    counts.put(sequence, new Count(committed + drafts - 1, committed));
  }

  /** The cache holds a sequence up to the end of a chunk. */
  void prefilled(PrefillChunk chunk) {
    counts.put(chunk.sequence(), new Count(chunk.end(), chunk.sequence().committedTokens()));
  }
}
