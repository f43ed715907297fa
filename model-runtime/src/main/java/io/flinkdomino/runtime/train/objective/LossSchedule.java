package io.flinkdomino.runtime.train.objective;

/**
 * The base-anchored curriculum: the base cross-entropy starts with the whole loss and hands it over
 * to the corrected one.
 *
 * @param decayShare share of all steps after which the base has none left; 0 for no curriculum, the
 *     corrected cross-entropy alone from the first step
 * @param steps all steps
 */
public record LossSchedule(double decayShare, int steps) {

  /** The base's share at a step, counted from 0. */
  public double lambda(int step) {
    return decayShare == 0 ? 0 : Math.max(0, 1 - step / (decayShare * steps));
  }
}
