package io.flinkdomino.runtime.stats;

import java.util.Arrays;

/** Counts decode steps as they happen. One thread at a time. */
public final class AcceptanceCounter {

  private long steps;
  private long proposed;
  private long drafted;
  private long accepted;
  private final long[] acceptedPerPosition;

  /** Counts steps of at most {@code maxDrafts} drafts. */
  public AcceptanceCounter(int maxDrafts) {
    acceptedPerPosition = new long[maxDrafts];
  }

  /** Counts one step of one sequence: every draft before {@code acceptedCount} was kept. */
  public void count(int proposedCount, int draftedCount, int acceptedCount) {
    steps++;
    proposed += proposedCount;
    drafted += draftedCount;
    accepted += acceptedCount;
    for (int i = 0; i < acceptedCount; i++) {
      acceptedPerPosition[i]++;
    }
  }

  /** The counts so far. */
  public Acceptance total() {
    return new Acceptance(
        steps, proposed, drafted, accepted, Arrays.stream(acceptedPerPosition).boxed().toList());
  }
}
