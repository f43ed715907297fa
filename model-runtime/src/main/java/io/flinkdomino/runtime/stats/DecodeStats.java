package io.flinkdomino.runtime.stats;

/**
 * What one engine did since it opened; subtract two snapshots to see a window.
 *
 * @param steps passes of the engine's loop that had work
 * @param busyNanos time within them
 * @param draftNanos of that, time in the drafter
 * @param verifyNanos of that, time in the target: verification and prefill
 * @param runningSteps sum over steps of the sequences that took part
 */
public record DecodeStats(
    long steps, long busyNanos, long draftNanos, long verifyNanos, long runningSteps) {

  /** Nothing done yet. */
  public static final DecodeStats NONE = new DecodeStats(0, 0, 0, 0, 0);

  /** What happened since an earlier snapshot. */
  public DecodeStats minus(DecodeStats earlier) {
    return new DecodeStats(
        steps - earlier.steps,
        busyNanos - earlier.busyNanos,
        draftNanos - earlier.draftNanos,
        verifyNanos - earlier.verifyNanos,
        runningSteps - earlier.runningSteps);
  }

  /** Adds one step. */
  public DecodeStats plusStep(long nanos, long drafting, long verifying, int running) {
    return new DecodeStats(
        steps + 1,
        busyNanos + nanos,
        draftNanos + drafting,
        verifyNanos + verifying,
        runningSteps + running);
  }
}
