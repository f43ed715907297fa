package io.flinkdomino.runtime.model;

import java.util.List;
import java.util.Optional;

/**
 * Rotary position embedding of all heads of a model.
 *
 * @param headDim values per head, even
 * @param theta base of the wavelengths
 * @param yarn the scaling for longer contexts, if any
 */
public record RopeSpec(int headDim, double theta, Optional<YarnSpec> yarn) {

  // What Hugging Face assumes where a configuration has no rope_theta.
  private static final double DEFAULT_THETA = 10_000;
  private static final String OLD_STYLE = "rope_scaling";
  private static final String NEW_STYLE = "rope_parameters";

  /** Reads both styles; where a file has both, the old one wins, as in Hugging Face. */
  static RopeSpec read(ConfigReader config, int headDim) {
    ConfigReader rope = config.object(config.has(OLD_STYLE) ? OLD_STYLE : NEW_STYLE);
    for (String perLayerType : List.of("full_attention", "sliding_attention")) {
      if (rope.has(perLayerType)) {
        rope.problem(perLayerType, "is not supported: all layers must share one rope");
      }
    }
    refusePartialRotation(config);
    refusePartialRotation(rope);
    double theta =
        rope.optionalAbove("rope_theta", 1, config.optionalAbove("rope_theta", 1, DEFAULT_THETA));
    String type = rope.optionalText("rope_type", rope.optionalText("type", "default"));
    if (!type.equals("default") && !type.equals("yarn")) {
      rope.problem("rope_type", "must be default or yarn, got " + type);
    }
    Optional<YarnSpec> yarn =
        type.equals("yarn") ? Optional.of(YarnSpec.read(config, rope)) : Optional.empty();
    return new RopeSpec(headDim, theta, yarn);
  }

  private static void refusePartialRotation(ConfigReader config) {
    double factor = config.optionalAbove("partial_rotary_factor", 0, 1);
    if (factor != 1) {
      config.problem("partial_rotary_factor", "must be 1, got " + factor);
    }
  }

  /**
   * Radians per position of each pair of dimensions: values {@code i} and {@code i + headDim / 2}
   * of a head turn together.
   *
   * @return headDim / 2 values
   */
  public float[] inverseFrequencies() {
    float[] wavelengths = new float[headDim / 2];
    for (int i = 0; i < wavelengths.length; i++) {
      wavelengths[i] = (float) Math.pow(theta, 2f * i / headDim);
    }
    if (yarn.isPresent()) {
      return yarn.get().inverseFrequencies(wavelengths, theta);
    }
    float[] frequencies = new float[wavelengths.length];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = 1f / wavelengths[i];
    }
    return frequencies;
  }

  /** What cosine and sine are multiplied by. */
  public float attentionScaling() {
    return yarn.map(scaling -> (float) scaling.attentionFactor()).orElse(1f);
  }
}
