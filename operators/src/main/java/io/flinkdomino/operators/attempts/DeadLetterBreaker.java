package io.flinkdomino.operators.attempts;

import io.flinkdomino.runtime.admission.FailureReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when too many of a task slot's prompts become dead letters for the job to go on.
 *
 * <p>Counts how the last prompts ended, at most as many as the window has; the answer comes once
 * {@value #FEWEST} of them are known, or a whole window where it is smaller, so that one bad prompt
 * at the start stops nothing. Each task slot counts its own prompts and begins anew after every
 * restart: nothing of it lies in checkpoints. Mailbox thread only.
 */
public final class DeadLetterBreaker {

  /** Fewer say nothing about a share. */
  static final int FEWEST = 20;

  private final double maxPercent;

  /** How the last prompts ended; null for completions. */
  private final @Nullable FailureReason[] ring;

  private final Map<FailureReason, Integer> letters = new EnumMap<>(FailureReason.class);
  private int next;
  private int seen;
  private int deadLettered;

  public DeadLetterBreaker(FailurePolicy policy) {
    this.maxPercent = policy.maxDeadLetterPercent();
    this.ring = new FailureReason[maxPercent == 0 ? 0 : policy.deadLetterWindow()];
  }

  /** A prompt has all its completions. */
  public void completed() {
    ended(null);
  }

  /**
   * A prompt became a dead letter.
   *
   * @return why the job must stop, in one sentence; empty while it may go on
   */
  public Optional<String> deadLettered(FailureReason reason) {
    ended(reason);
    boolean known = ring.length > 0 && seen >= Math.min(FEWEST, ring.length);
    return known && 100.0 * deadLettered > maxPercent * seen
        ? Optional.of(sentence())
        : Optional.empty();
  }

  private void ended(@Nullable FailureReason outcome) {
    if (ring.length == 0) {
      return;
    }
    if (seen == ring.length) {
      count(ring[next], -1);
    } else {
      seen++;
    }
    ring[next] = outcome;
    count(outcome, 1);
    next = (next + 1) % ring.length;
  }

  private void count(@Nullable FailureReason outcome, int change) {
    if (outcome != null) {
      deadLettered += change;
      letters.merge(outcome, change, Integer::sum);
    }
  }

  private String sentence() {
    Map.Entry<FailureReason, Integer> most =
        Collections.max(letters.entrySet(), Map.Entry.comparingByValue());
    return String.format(
        Locale.ROOT,
        "max-dead-letter-percent is %s, but %d of the last %d prompts of this task slot became dead"
            + " letters (%.1f %%), most of them with reason %s (%d)",
        maxPercent,
        deadLettered,
        seen,
        100.0 * deadLettered / seen,
        most.getKey(),
        most.getValue());
  }
}
