package io.flinkdomino.runtime.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A target's folder and its drafter's: opened, their weights not yet.
 *
 * @param draft the folder that {@code choice} names, if it names one
 */
record ModelFolders(ModelFolder target, DraftChoice choice, Optional<ModelFolder> draft) {

  /**
   * Opens the folders.
   *
   * @throws ModelFormatException if one of them is no model folder
   */
  static ModelFolders open(Path target, DraftChoice choice) {
    return new ModelFolders(
        ModelFolder.open(target), choice, choice.folder().map(ModelFolder::open));
  }

  /**
   * Reads and checks both without loading their weights: configurations, and names and shapes of
   * all tensors.
   *
   * @throws ModelFormatException naming what is missing or wrong
   */
  ModelSpecs specs() {
    TargetSpec spec = TargetSpec.of(target);
    DraftPolicy policy =
        draft
            .<DraftPolicy>map(folder -> block(folder, spec))
            .orElseGet(DraftPolicy.TargetOnly::new);
    check(target, weights -> WeightLayout.of(spec));
    if (policy instanceof DraftPolicy.Block block) {
      check(draft.orElseThrow(), weights -> WeightLayout.of(block.spec(), weights));
    }
    return new ModelSpecs(spec, policy);
  }

  private static DraftPolicy.Block block(ModelFolder folder, TargetSpec target) {
    DraftSpec spec = DraftSpec.of(folder);
    spec.requireMatches(target);
    return new DraftPolicy.Block(spec);
  }

  private static void check(ModelFolder folder, Function<Weights, WeightLayout> layout) {
    try (Weights weights = folder.openWeights()) {
      layout.apply(weights).check(weights);
    }
  }
}
