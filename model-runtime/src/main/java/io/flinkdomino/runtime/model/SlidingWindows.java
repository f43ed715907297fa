package io.flinkdomino.runtime.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads which layers see a window of positions only; configurations say it in two ways. */
final class SlidingWindows {

  private static final int FULL = 0;
  private static final int DEFAULT_FIRST_SLIDING_LAYER = 28;

  private SlidingWindows() {}

  /** One entry per layer, 0 for a layer that sees all positions. */
  static List<Integer> read(ConfigReader config, int layers) {
    return config.has("layer_types")
        ? fromLayerTypes(config, layers)
        : fromFirstSlidingLayer(config, layers);
  }

  private static List<Integer> fromLayerTypes(ConfigReader config, int layers) {
    List<String> types = config.texts("layer_types");
    if (config.isRight("num_hidden_layers") && types.size() != layers) {
      config.problem(
          "layer_types",
          "must have num_hidden_layers = %d entries, got %d".formatted(layers, types.size()));
    }
    boolean anySliding = types.contains("sliding_attention");
    if (anySliding && !config.optionalFlag("use_sliding_window", true)) {
      config.problem("use_sliding_window", "must be true: layer_types has sliding_attention");
    }
    int window = anySliding ? window(config) : FULL;
    List<Integer> windows = new ArrayList<>();
    for (String type : types) {
      if (!type.equals("full_attention") && !type.equals("sliding_attention")) {
        config.problem("layer_types", "must be full_attention or sliding_attention, got " + type);
      }
      windows.add(type.equals("sliding_attention") ? window : FULL);
    }
    return windows;
  }

  private static List<Integer> fromFirstSlidingLayer(ConfigReader config, int layers) {
    List<Integer> windows = new ArrayList<>(Collections.nCopies(layers, FULL));
    if (config.optionalFlag("use_sliding_window", false)) {
      int first =
          config.optionalInt(
              "max_window_layers", DEFAULT_FIRST_SLIDING_LAYER, 0, Integer.MAX_VALUE);
      int window = window(config);
      for (int layer = first; layer < layers; layer++) {
        windows.set(layer, window);
      }
    }
    return windows;
  }

  private static int window(ConfigReader config) {
    return config.requiredInt("sliding_window", 1, Integer.MAX_VALUE);
  }
}
