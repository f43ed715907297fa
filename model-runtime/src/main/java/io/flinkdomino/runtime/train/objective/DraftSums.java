package io.flinkdomino.runtime.train.objective;

/**
 * Sums over blocks, from which losses and rates are computed.
 *
 * @param baseEntropy weighted cross-entropies of the base logits
 * @param finalEntropy weighted cross-entropies of the corrected logits
 * @param weights of the labels
 * @param baseHits labels that have the highest base score
 * @param finalHits labels that have the highest corrected score
 * @param baseLengths acceptance lengths by base logits, over blocks with a label
 * @param finalLengths acceptance lengths by corrected logits, over blocks with a label
 */
public record DraftSums(
    double baseEntropy,
    double finalEntropy,
    double weights,
    double baseHits,
    double finalHits,
    double baseLengths,
    double finalLengths,
    double labels,
    double blocks) {

  /** No tokens yet. */
  public static final DraftSums NONE = new DraftSums(0, 0, 0, 0, 0, 0, 0, 0, 0);

  static DraftSums of(double[] sums, double weights) {
    return new DraftSums(
        sums[0], sums[1], weights, sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
  }

  /** Both together. */
  public DraftSums plus(DraftSums other) {
    return new DraftSums(
        baseEntropy + other.baseEntropy,
        finalEntropy + other.finalEntropy,
        weights + other.weights,
        baseHits + other.baseHits,
        finalHits + other.finalHits,
        baseLengths + other.baseLengths,
        finalLengths + other.finalLengths,
        labels + other.labels,
        blocks + other.blocks);
  }

  public double baseLoss() {
    return baseEntropy / weights;
  }

  public double finalLoss() {
    return finalEntropy / weights;
  }

  /** What is minimized while the base logits have a share of {@code lambda}. */
  public double loss(double lambda) {
    return (1 - lambda) * finalLoss() + lambda * baseLoss();
  }

  public double baseAccuracy() {
    return baseHits / labels;
  }

  public double finalAccuracy() {
    return finalHits / labels;
  }

  /** Tokens a verification would commit if base logits drafted after the true tokens. */
  public double baseAcceptanceLength() {
    return baseLengths / blocks;
  }

  /** Tokens a verification would commit if corrected logits drafted after the true tokens. */
  public double finalAcceptanceLength() {
    return finalLengths / blocks;
  }
}
