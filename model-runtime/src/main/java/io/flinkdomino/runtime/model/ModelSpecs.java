package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import java.util.List;

/** The shapes of a target and of what drafts for it, which fit each other. */
public record ModelSpecs(TargetSpec target, DraftPolicy draft) {

  /** Layers of the target whose outputs the drafter wants. */
  public List<Integer> featureLayers() {
    return draft.featureLayers();
  }

  /** Draft tokens that one step proposes at most; 0 for target-only decoding. */
  public int maxDraftTokens() {
    return draft.maxDraftTokens();
  }

  /** Cache entries that a step may write behind the last token a sequence may have. */
  public int lookahead() {
    return draft.lookahead();
  }

  /** What target and drafter together remember of one token. */
  public long kvBytesPerToken(ElementType type) {
    return target.transformer().kvShape().bytesPerToken(type) + draft.kvBytesPerToken(type);
  }
}
