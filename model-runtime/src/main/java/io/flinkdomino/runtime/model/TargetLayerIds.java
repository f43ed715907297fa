package io.flinkdomino.runtime.model;

import java.util.ArrayList;
import java.util.List;

/** Which target layers feed the drafter where its configuration does not say. */
final class TargetLayerIds {

  private TargetLayerIds() {}

  /**
   * One id per draft layer, spread evenly from 1 to {@code targetLayers - 3}, halves rounded to
   * even; the middle layer for a single draft layer.
   */
  static List<Integer> spread(int targetLayers, int draftLayers) {
    if (draftLayers == 1) {
      return List.of(targetLayers / 2);
    }
    int first = 1;
    int span = targetLayers - 3 - first;
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < draftLayers; i++) {
      ids.add((int) Math.rint(first + (double) (i * span) / (draftLayers - 1)));
    }
    return List.copyOf(ids);
  }
}
