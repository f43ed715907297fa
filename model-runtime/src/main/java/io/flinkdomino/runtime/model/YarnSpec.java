package io.flinkdomino.runtime.model;

/**
 * YaRN: low frequencies are slowed down by {@code factor}, high ones are kept, and those between
 * two bounds are blended.
 *
 * @param factor how many times longer the context became
 * @param attentionFactor cosine and sine are multiplied by it
 * @param betaFast turns over the original context from which a frequency is kept
 * @param betaSlow turns over the original context up to which a frequency is slowed down
 * @param originalMaxPositions the context the model was first trained with
 * @param truncate whether the bounds are rounded outwards to whole dimensions
 */
public record YarnSpec(
    double factor,
    double attentionFactor,
    double betaFast,
    double betaSlow,
    int originalMaxPositions,
    boolean truncate) {

  static YarnSpec read(ConfigReader config, ConfigReader rope) {
    double factor = rope.requiredAbove("factor", 0);
    return new YarnSpec(
        factor,
        rope.optionalAbove("attention_factor", 0, defaultAttentionFactor(rope, factor)),
        rope.optionalAbove("beta_fast", 0, 32),
        rope.optionalAbove("beta_slow", 0, 1),
        originalMaxPositions(config, rope),
        rope.optionalFlag("truncate", true));
  }

  /** The three places where Hugging Face looks, in its order. */
  private static int originalMaxPositions(ConfigReader config, ConfigReader rope) {
    String original = "original_max_position_embeddings";
    if (config.has(original)) {
      return config.requiredInt(original, 1, Integer.MAX_VALUE);
    }
    return rope.has(original)
        ? rope.requiredInt(original, 1, Integer.MAX_VALUE)
        : config.requiredInt("max_position_embeddings", 1, Integer.MAX_VALUE);
  }

  private static double defaultAttentionFactor(ConfigReader rope, double factor) {
    if (rope.has("mscale") && rope.has("mscale_all_dim")) {
      return attentionFactor(factor, rope.requiredAbove("mscale", 0))
          / attentionFactor(factor, rope.requiredAbove("mscale_all_dim", 0));
    }
    return attentionFactor(factor, 1);
  }

  private static double attentionFactor(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  /** Blends the frequencies {@code 1 / wavelengths[i]}, in float32 as the reference does. */
  float[] inverseFrequencies(float[] wavelengths, double theta) {
    int headDim = 2 * wavelengths.length;
    double low = dimensionWithTurns(betaFast, headDim, theta);
    double high = dimensionWithTurns(betaSlow, headDim, theta);
    low = Math.max(truncate ? Math.floor(low) : low, 0);
    high = Math.min(truncate ? Math.ceil(high) : high, headDim - 1);
    // An empty range would divide by zero.
    double width = low == high ? 0.001 : high - low;
    float[] frequencies = new float[wavelengths.length];
    for (int i = 0; i < frequencies.length; i++) {
      float slowed = Math.min(Math.max((i - (float) low) / (float) width, 0f), 1f);
      float kept = 1f - slowed;
      frequencies[i] =
          1f / ((float) factor * wavelengths[i]) * (1f - kept) + 1f / wavelengths[i] * kept;
    }
    return frequencies;
  }

  private double dimensionWithTurns(double turns, int headDim, double theta) {
    return headDim * Math.log(originalMaxPositions / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
  }
}
