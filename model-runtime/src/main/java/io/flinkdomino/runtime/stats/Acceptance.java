package io.flinkdomino.runtime.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Draft tokens kept, as a share of those verified; 0 without any. */
  public double acceptanceRate() {
    return drafted == 0 ? 0 : (double) accepted / drafted;
  }

  /** What happened since an earlier snapshot, which has no more positions. */
  public Acceptance minus(Acceptance earlier) {
    return new Acceptance(
        steps - earlier.steps,
        proposed - earlier.proposed,
        drafted - earlier.drafted,
        accepted - earlier.accepted,
        IntStream.range(0, acceptedPerPosition.size())
            .mapToObj(i -> acceptedPerPosition.get(i) - earlier.acceptedAt(i))
            .toList());
  }

  /** Steps in which draft {@code position}, from 0, was kept. */
  public long acceptedAt(int position) {
    return position < acceptedPerPosition.size() ? acceptedPerPosition.get(position) : 0;
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
