package io.flinkdomino.runtime.length;

import java.util.Arrays;

/**
 * What a target pass costs by the tokens that it reads, learned from the passes that ran. Engine
 * thread only.
 *
 * <p>The cost rises from knot to knot and is straight between two of them; where nothing was
 * measured, it goes on as steeply as beside it, and is flat if nothing is known at all: a length
 * that was never tried looks cheap, so it is tried. Each group of rows beyond the first costs
 * something of its own.
 */
final class PassCosts {

  private static final double KEEP = 0.99;
  private static final double ALIKE = 0.02;
  private static final double SMALL = 1e-3;
  private static final double GROUPS = 4; // brings the coefficient near the others
  private static final int FIT_EVERY = 4; // what one more among many says can wait
  private static final double STEEPER = 1.45; // from one knot to the next

  private final double[] knots;
  private final NonNegativeFit fit;
  private final double[] byTokens;
  private final Observed observed = new Observed();
  private double group;
  private boolean current;
  private int unfitted;

  /**
   * Starts without a measurement.
   *
   * @param mostTokens that matter in a decision; beyond them the cost goes on straight
   */
  PassCosts(int mostTokens) {
    knots = knots(mostTokens);
    fit = new NonNegativeFit(knots.length + 1, KEEP);
    byTokens = new double[mostTokens + 1];
    for (int i = 1; i <= knots.length; i++) {
      fit.keepSmall(i, SMALL);
    }
    for (int i = 2; i < knots.length; i++) {
      double width = knots[i] - knots[i - 1];
      double before = knots[i - 1] - knots[i - 2];
      double typical = Math.sqrt(width * before);
      fit.keepAlike(i, typical / width, i - 1, typical / before, ALIKE);
    }
  }

  private static double[] knots(int mostTokens) {
    double[] knots = new double[64];
    int count = 0;
    for (int tokens = 1;
        tokens < mostTokens;
        tokens = (int) Math.max(tokens + 1, STEEPER * tokens)) {
      knots[count++] = tokens;
    }
    knots[count++] = Math.max(2, mostTokens);
    return Arrays.copyOf(knots, count);
  }

  /** Whether a pass was measured. */
  boolean known() {
    return observed.any();
  }

  /**
   * Takes note of a pass.
   *
   * @param tokens that it read, those of prefill included
   * @param groups of rows whose attention was computed at once
   * @param weight 0 to 1; less for a pass that did much else
   */
  void observe(int tokens, int groups, double nanos, double weight) {
    if (weight > 0) {
      double credible = observed.credible(nanos, nanos(tokens, groups));
      fit.observe(features(tokens, groups), credible, weight * observed.nextWeight());
      current = observed.many() && ++unfitted < FIT_EVERY;
    }
  }

  private double[] features(int tokens, int groups) {
    double[] features = new double[knots.length + 1];
    features[0] = 1;
    for (int i = 1; i < knots.length && tokens > knots[i - 1]; i++) {
      double part = (tokens - knots[i - 1]) / (knots[i] - knots[i - 1]);
      features[i] = i == knots.length - 1 ? part : Math.min(1, part);
    }
    features[knots.length] = (groups - 1) / GROUPS;
    return features;
  }

  /**
   * What a pass is expected to take.
   *
   * @param tokens and groups need not be whole: what is not known exactly is a mean
   */
  double nanos(double tokens, double groups) {
    refresh();
    int below = (int) Math.min(tokens, byTokens.length - 2);
    double slope = byTokens[below + 1] - byTokens[below];
    return byTokens[below] + (tokens - below) * slope + (groups - 1) * group;
  }

  private void refresh() {
    if (current) {
      return;
    }
    double[] steps = fit.coefficients();
    double base = steps[0];
    int knot = 1;
    for (int tokens = 0; tokens < byTokens.length; tokens++) {
      while (knot < knots.length - 1 && tokens > knots[knot]) {
        base += steps[knot++];
      }
      double part = Math.max(0, tokens - knots[knot - 1]) / (knots[knot] - knots[knot - 1]);
      byTokens[tokens] = base + part * steps[knot];
    }
    group = steps[knots.length] / GROUPS;
    current = true;
    unfitted = 0;
  }
}
