package io.flinkdomino.runtime.train.features;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whose features they are; rows are told apart by their tokens.
 *
 * @param fingerprint of the target's configuration and weights
 * @param layers after which features are taken
 */
public record FeatureIdentity(String fingerprint, List<Integer> layers) {

  static final String SUFFIX = ".features";

  public FeatureIdentity {
    layers = List.copyOf(layers);
  }

  String fileName() {
    return fingerprint + "-" + joined("-") + SUFFIX;
  }

  /** What the file says of itself. */
  String text() {
    return "features of target " + fingerprint + " after layers " + joined(", ") + " in float32";
  }

  private String joined(String delimiter) {
    return layers.stream().map(String::valueOf).collect(Collectors.joining(delimiter));
  }
}
