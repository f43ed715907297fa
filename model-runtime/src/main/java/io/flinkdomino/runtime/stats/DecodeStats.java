package io.flinkdomino.runtime.stats;

/**
 * What one engine did since it opened; subtract two snapshots to see a window.
 *
 * @param steps passes of the engine's loop that had work
 * @param busyNanos time within them
 * @param draftNanos of that, time in the drafter
 * @param verifyNanos of that, time in the target: verification and prefill
 * @param runningSteps sum over steps of the sequences that took part
 * @param slotNanos sum over steps of their time, times the sequences that had a slot
 * @param promptTokens prompt tokens prefilled for the first time; those of a request with n
 *     completions count n times
 * @param decodedTokens tokens of completions that came, after stop and length cuts
 * @param recomputedTokens all other tokens prefilled: those that a sequence committed before it got
 *     its slot, and of its prompt those that were in a slot which it gave up
 * @param undraftedSteps of the steps, those in which sequences decoded and none drafted
 * @param idleNanos time between steps although there were sequences to decode
 */
public record DecodeStats(
    long steps,
    long busyNanos,
    long draftNanos,
    long verifyNanos,
    long runningSteps,
    long slotNanos,
    long promptTokens,
    long decodedTokens,
    long recomputedTokens,
    long undraftedSteps,
    long idleNanos) {

  /** Nothing done yet. */
  public static final DecodeStats NONE = new DecodeStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Time in steps beyond drafter and target: planning, copying, text. */
  public long restNanos() {
    return busyNanos - draftNanos - verifyNanos;
  }

  /** What happened since an earlier snapshot. */
  public DecodeStats minus(DecodeStats earlier) {
    return new DecodeStats(
        steps - earlier.steps,
        busyNanos - earlier.busyNanos,
        draftNanos - earlier.draftNanos,
        verifyNanos - earlier.verifyNanos,
        runningSteps - earlier.runningSteps,
        slotNanos - earlier.slotNanos,
        promptTokens - earlier.promptTokens,
        decodedTokens - earlier.decodedTokens,
        recomputedTokens - earlier.recomputedTokens,
        undraftedSteps - earlier.undraftedSteps,
        idleNanos - earlier.idleNanos);
  }

  /** Both together. */
  public DecodeStats plus(DecodeStats other) {
    return new DecodeStats(
        steps + other.steps,
        busyNanos + other.busyNanos,
        draftNanos + other.draftNanos,
        verifyNanos + other.verifyNanos,
        runningSteps + other.runningSteps,
        slotNanos + other.slotNanos,
        promptTokens + other.promptTokens,
        decodedTokens + other.decodedTokens,
        recomputedTokens + other.recomputedTokens,
        undraftedSteps + other.undraftedSteps,
        idleNanos + other.idleNanos);
  }
}
