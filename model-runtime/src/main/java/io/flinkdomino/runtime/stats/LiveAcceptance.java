package io.flinkdomino.runtime.stats;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * Counts the decode steps of all sequences of an engine as they happen. One thread counts, any
 * thread looks; a look may see a part of the step under way.
 */
public final class LiveAcceptance {

  private static final int STEPS = 0;
  private static final int PROPOSED = 1;
  private static final int DRAFTED = 2;
  private static final int ACCEPTED = 3;
  private static final int FIRST_POSITION = 4;

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
    List<Long> perPosition =
        LongStream.range(FIRST_POSITION, counts.length())
            .map(i -> counts.get(Math.toIntExact(i)))
            .boxed()
            .toList();
    return new Acceptance(
        counts.get(STEPS),
        counts.get(PROPOSED),
        counts.get(DRAFTED),
        counts.get(ACCEPTED),
        perPosition);
  }
}
