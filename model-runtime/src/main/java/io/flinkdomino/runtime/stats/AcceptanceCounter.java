package io.flinkdomino.runtime.stats;

import java.util.Arrays;

/** Counts decode steps as they happen. One thread at a time. */
public final class AcceptanceCounter {

  // Where an array of counts has which.
  static final int STEPS = 0;
  static final int PROPOSED = 1;
  static final int DRAFTED = 2;
  static final int ACCEPTED = 3;
  static final int FIRST_POSITION = 4;

  private final long[] counts;

  /** Counts steps of at most {@code maxDrafts} drafts. */
  public AcceptanceCounter(int maxDrafts) {
    counts = new long[FIRST_POSITION + maxDrafts];
  }

  /** Counts one step of one sequence: every draft before {@code acceptedCount} was kept. */
  public void count(int proposedCount, int draftedCount, int acceptedCount) {
    counts[STEPS]++;
    counts[PROPOSED] += proposedCount;
    counts[DRAFTED] += draftedCount;
    counts[ACCEPTED] += acceptedCount;
    for (int i = 0; i < acceptedCount; i++) {
      counts[FIRST_POSITION + i]++;
    }
  }

  /** The counts so far. */
  public Acceptance total() {
    return total(counts);
  }

  /** The counts so far, as {@link #total(long[])} reads them. */
  public long[] copy() {
    return counts.clone();
  }

  /** What a copy of the counts says. */
  public static Acceptance total(long[] counts) {
    return new Acceptance(
        counts[STEPS],
        counts[PROPOSED],
        counts[DRAFTED],
        counts[ACCEPTED],
        Arrays.stream(counts, FIRST_POSITION, counts.length).boxed().toList());
  }
}
