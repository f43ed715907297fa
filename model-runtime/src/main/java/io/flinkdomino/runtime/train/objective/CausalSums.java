package io.flinkdomino.runtime.train.objective;

/**
 * Sums over tokens to be learned.
 *
 * @param entropy cross-entropies
 * @param hits tokens that have the highest score
 * @param labels how many there are
 */
public record CausalSums(double entropy, double hits, double labels) {

  /** No tokens yet. */
  public static final CausalSums NONE = new CausalSums(0, 0, 0);

  static CausalSums of(double[] sums) {
    return new CausalSums(sums[0], sums[1], sums[2]);
  }

  /** Both together. */
  public CausalSums plus(CausalSums other) {
    return new CausalSums(entropy + other.entropy, hits + other.hits, labels + other.labels);
  }

  public double loss() {
    return entropy / labels;
  }

  public double accuracy() {
    return hits / labels;
  }
}
