package io.flinkdomino.runtime.stats;

import static io.flinkdomino.runtime.stats.AcceptanceCounter.ACCEPTED;
import static io.flinkdomino.runtime.stats.AcceptanceCounter.DRAFTED;
import static io.flinkdomino.runtime.stats.AcceptanceCounter.FIRST_POSITION;
import static io.flinkdomino.runtime.stats.AcceptanceCounter.PROPOSED;
import static io.flinkdomino.runtime.stats.AcceptanceCounter.STEPS;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the decode steps of all sequences of an engine as they happen. One thread counts, any
 * thread looks; a look may see a part of the step under way.
 */
public final class LiveAcceptance {

  private final AtomicLongArray counts;

  /** Counts steps of at most {@code maxDrafts} drafts. */
  public LiveAcceptance(int maxDrafts) {
    counts = new AtomicLongArray(FIRST_POSITION + maxDrafts);
  }

  /** Counts one step of one sequence: every draft before {@code acceptedCount} was kept. */
  public void count(int proposedCount, int draftedCount, int acceptedCount) {
    add(PROPOSED, proposedCount);
    add(DRAFTED, draftedCount);
    add(ACCEPTED, acceptedCount);
    for (int i = 0; i < acceptedCount; i++) {
      add(FIRST_POSITION + i, 1);
    }
    add(STEPS, 1);
  }

  // The only writer needs no atomic addition.
  private void add(int index, long count) {
    counts.lazySet(index, counts.getPlain(index) + count);
  }

  /** The counts so far. */
  public Acceptance total() {
    long[] seen = new long[counts.length()];
    // Steps last, as they are counted last: no position is ever kept more often than verified.
    for (int i = seen.length - 1; i >= 0; i--) {
      seen[i] = counts.get(i);
    }
    return AcceptanceCounter.total(seen);
  }
}
