package io.flinkdomino.runtime.length;

/** How often something came true of late: both counts fade with time. Engine thread only. */
final class FadingRate {

  private double hits;
  private double trials;

  /** Lets some time pass. */
  void fade(double keep) {
    hits *= keep;
    trials *= keep;
  }

  void count(boolean hit) {
    trials++;
    if (hit) {
      hits++;
    }
  }

  /** The rate, drawn towards a prior as if that had been seen in {@code strength} trials. */
  double estimate(double prior, double strength) {
    return (hits + strength * prior) / (trials + strength);
  }
}
