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
   * Reads and checks both without loading their weights: configurations, names and shapes of all
   * tensors, and whether they fit each other.
   *
   * @throws ModelFormatException naming what is missing or wrong
   */
  ModelSpecs specs() {
    TargetSpec spec = TargetSpec.of(target);
    check(target, weights -> WeightLayout.of(spec));
    return new ModelSpecs(
        spec, draft.map(folder -> policy(folder, spec)).orElseGet(this::policyWithoutFolder));
  }

  private DraftPolicy policyWithoutFolder() {
    return choice instanceof DraftChoice.PromptLookup
        ? new DraftPolicy.PromptLookup()
        : new DraftPolicy.TargetOnly();
  }

  private DraftPolicy policy(ModelFolder folder, TargetSpec targetSpec) {
    return DraftConfig.isCausal(folder)
        ? autoregressive(folder, targetSpec)
        : block(folder, targetSpec);
  }

  private static DraftPolicy block(ModelFolder folder, TargetSpec targetSpec) {
    DraftSpec spec = DraftSpec.of(folder);
    spec.requireMatches(targetSpec);
    check(folder, weights -> WeightLayout.of(spec, weights));
    return new DraftPolicy.Block(spec);
  }

  private DraftPolicy autoregressive(ModelFolder folder, TargetSpec targetSpec) {
    TargetSpec spec = TargetSpec.of(folder);
    int vocabSize = spec.transformer().vocabSize();
    int wanted = targetSpec.transformer().vocabSize();
    if (vocabSize != wanted) {
      throw new ModelFormatException(
          folder.configFile(),
          "vocab_size must be the target model's %d, got %d".formatted(wanted, vocabSize));
    }
    requireSameTokenizer(folder);
    check(folder, weights -> WeightLayout.of(spec));
    return new DraftPolicy.Autoregressive(spec);
  }

  private void requireSameTokenizer(ModelFolder folder) {
    if (target.tokenizer().isPresent()
        && folder.tokenizer().isPresent()
        && !Fingerprints.tokenizer(target).equals(Fingerprints.tokenizer(folder))) {
      throw new ModelFormatException(
          folder.tokenizer().orElseThrow(),
          "must be the same file as the target model's "
              + target.tokenizer().orElseThrow()
              + ": their contents differ");
    }
  }

  private static void check(ModelFolder folder, Function<Weights, WeightLayout> layout) {
    try (Weights weights = folder.openWeights()) {
      layout.apply(weights).check(weights);
    }
  }
}
