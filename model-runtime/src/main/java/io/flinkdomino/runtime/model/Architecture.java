package io.flinkdomino.runtime.model;

import java.util.List;

/** Refuses models of another kind before their keys are misread. */
final class Architecture {

  private static final String MODEL_TYPE = "qwen3";

  private Architecture() {}

  /**
   * Checks the kind of model.
   *
   * @return which of {@code supported} it is
   * @throws ModelFormatException if it is none
   */
  static String require(ConfigReader config, List<String> supported) {
    String modelType = config.optionalText("model_type", "");
    if (!modelType.equals(MODEL_TYPE)) {
      config.problem("model_type", "must be %s, got '%s'".formatted(MODEL_TYPE, modelType));
    }
    List<String> architectures = config.texts("architectures");
    if (architectures.size() != 1 || !supported.contains(architectures.get(0))) {
      config.problem(
          "architectures",
          "must be [%s], got %s".formatted(String.join(" or ", supported), architectures));
    }
    config.throwIfWrong();
    return architectures.get(0);
  }
}
