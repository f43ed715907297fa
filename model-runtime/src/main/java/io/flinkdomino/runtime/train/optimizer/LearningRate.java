package io.flinkdomino.runtime.train.optimizer;

/**
 * A learning rate that rises linearly and then falls along half a cosine to a share of its peak.
 *
 * @param peak highest rate
 * @param warmUpSteps steps that rise; the last of them has the peak
 * @param steps all steps
 * @param floorShare share of the peak that the last step has
 */
public record LearningRate(double peak, int warmUpSteps, int steps, double floorShare) {

  /** The rate of a step, counted from 0. */
  public double at(int step) {
    if (step < warmUpSteps) {
      return peak * (step + 1) / warmUpSteps;
    }
    double progress = (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    return peak * (floorShare + (1 - floorShare) * cosine);
  }
}
