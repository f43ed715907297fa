package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The shapes of a target and perhaps its drafter, which fit each other.
 *
 * @param draft empty for target-only decoding
 */
public record ModelSpecs(TargetSpec target, Optional<DraftSpec> draft) {

  /**
   * Reads and checks two folders without loading their weights: configurations, and names and
   * shapes of all tensors.
   *
   * @throws ModelFormatException naming what is missing or wrong
   */
  public static ModelSpecs read(ModelFolder target, Optional<ModelFolder> draft) {
    TargetSpec targetSpec = TargetSpec.of(target);
    Optional<DraftSpec> draftSpec = draft.map(DraftSpec::of);
    draftSpec.ifPresent(spec -> spec.requireMatches(targetSpec));
    check(target, weights -> WeightLayout.of(targetSpec));
    draftSpec.ifPresent(
        spec -> check(draft.orElseThrow(), weights -> WeightLayout.of(spec, weights)));
    return new ModelSpecs(targetSpec, draftSpec);
  }

  private static void check(ModelFolder folder, Function<Weights, WeightLayout> layout) {
    try (Weights weights = folder.openWeights()) {
      layout.apply(weights).check(weights);
    }
  }

  /** Layers of the target whose outputs the drafter wants. */
  public List<Integer> featureLayers() {
    return draft.map(DraftSpec::targetLayerIds).orElse(List.of());
  }

  /** Draft tokens that one block gives at most; 0 without a drafter. */
  public int maxDraftTokens() {
    return draft.map(DraftSpec::maxDraftTokens).orElse(0);
  }

  /** Cache entries that a step may write behind the last token a sequence may have. */
  public int lookahead() {
    return draft.map(spec -> spec.blockSize() + 1).orElse(1);
  }

  /** What target and drafter together remember of one token. */
  public long kvBytesPerToken(ElementType type) {
    return target.transformer().kvShape().bytesPerToken(type)
        + draft.map(spec -> spec.transformer().kvShape().bytesPerToken(type)).orElse(0L);
  }
}
