package io.flinkdomino.bundled.ablation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Options of {@code train} that all trials share.
 *
 * @param draftLayers of the drafters that draft by blocks
 * @param others as they were given
 */
public record FurtherOptions(int draftLayers, List<String> others) {

  private static final int DRAFT_LAYERS = 5; // as train has it
  private static final String LAYERS = "--draft-layers";
  private static final String DEVICE = "--device";

  /** Those that tell the trials apart, or that the ablation has itself. */
  private static final Set<String> TAKEN =
      Set.of(
          "--model",
          "--input",
          "--held-out",
          "--output",
          "--steps",
          "--seed",
          "--kind",
          "--decay-ratio",
          "--draft",
          "--shape",
          "--resume");

  public FurtherOptions {
    others = List.copyOf(others);
  }

  /**
   * Takes the layers out, because a causal drafter has others.
   *
   * @throws IllegalArgumentException if one is given that the ablation decides, or layers are no
   *     number
   */
  public static FurtherOptions of(List<String> arguments) {
    int layers = DRAFT_LAYERS;
    List<String> others = new ArrayList<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      String name = argument.split("=", 2)[0];
      if (TAKEN.contains(name)) {
        throw new IllegalArgumentException(
            "further options must be none of those that the ablation decides, got " + name);
      }
      if (name.equals(LAYERS)) {
        layers = layers(argument, rest);
      } else {
        others.add(argument);
      }
    }
    return new FurtherOptions(layers, others);
  }

  private static int layers(String argument, Iterator<String> rest) {
    String value = argument.startsWith(LAYERS + "=") ? argument.substring(LAYERS.length() + 1) : "";
    if (value.isEmpty() && rest.hasNext()) {
      value = rest.next();
    }
    if (!value.matches("[1-9]\\d?")) {
      throw new IllegalArgumentException(LAYERS + " must be a number from 1, got " + value);
    }
    return Integer.parseInt(value);
  }

  /** Those that decoding is told as well: where models run. */
  List<String> ofDecoding() {
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).startsWith(DEVICE + "=")) {
        return List.of(others.get(i));
      }
      if (others.get(i).equals(DEVICE) && i + 1 < others.size()) {
        return List.copyOf(others.subList(i, i + 2));
      }
    }
    return List.of();
  }
}
