package io.flinkdomino.runtime.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Counts of speculative decoding over some decode steps. The token from prefill is not a step.
 *
 * @param steps verifications
 * @param proposed tokens the drafter produced
 * @param drafted draft tokens sent to verification
 * @param accepted draft tokens kept, before stop and length cuts, the target's own token excluded
 * @param acceptedPerPosition entry i counts the steps in which draft i was kept
 */
public record Acceptance(
    long steps, long proposed, long drafted, long accepted, List<Long> acceptedPerPosition) {

  /** No step yet. */
  public static final Acceptance NONE = new Acceptance(0, 0, 0, 0, List.of());

  public Acceptance {
    acceptedPerPosition = List.copyOf(acceptedPerPosition);
  }

  /** Mean tokens one verification adds: accepted drafts plus the target's own; 0 without steps. */
  public double acceptanceLength() {
    return steps == 0 ? 0 : 1 + (double) accepted / steps;
  }

  /** The counts of both. */
  public Acceptance plus(Acceptance other) {
    long[] perPosition =
        new long[Math.max(acceptedPerPosition.size(), other.acceptedPerPosition.size())];
    for (Acceptance part : List.of(this, other)) {
      for (int i = 0; i < part.acceptedPerPosition.size(); i++) {
        perPosition[i] += part.acceptedPerPosition.get(i);
      }
    }
    return new Acceptance(
        steps + other.steps,
        proposed + other.proposed,
        drafted + other.drafted,
        accepted + other.accepted,
        Arrays.stream(perPosition).boxed().toList());
  }
}
