package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import java.util.List;

/** How drafts come about: the shapes of a drafter without its weights. */
public sealed interface DraftPolicy {

  /**
   * Most drafts a step where neither training nor a block says it. Longer runs are rarely accepted
   * whole, and each draft of a causal model costs a pass.
   */
  int USUAL_DRAFT_TOKENS = 8;

  /** Most draft tokens that it proposes a step. */
  int maxDraftTokens();

  /** Layers of the target whose outputs the drafter wants. */
  default List<Integer> featureLayers() {
    return List.of();
  }

  /** Cache entries that a step may write behind the last token a sequence may have. */
  default int lookahead() {
    return maxDraftTokens() + 1;
  }

  /** What the drafter remembers of one token. */
  default long kvBytesPerToken(ElementType type) {
    return 0;
  }

  /** The longest sequence, prompt and completion together, that it can draft for. */
  default int maxPositions() {
    return Integer.MAX_VALUE;
  }

  /** The target decodes alone, a token a step. */
  record TargetOnly() implements DraftPolicy {

    @Override
    public int maxDraftTokens() {
      return 0;
    }
  }

  /** What followed the newest tokens earlier in the sequence. */
  record PromptLookup() implements DraftPolicy {

    @Override
    public int maxDraftTokens() {
      return USUAL_DRAFT_TOKENS;
    }
  }

  /** DFlash or Domino: a whole block in one pass over the target's context features. */
  record Block(DraftSpec spec) implements DraftPolicy {

    @Override
    public int maxDraftTokens() {
      return spec.maxDraftTokens();
    }

    @Override
    public List<Integer> featureLayers() {
      return spec.targetLayerIds();
    }

    @Override
    public int lookahead() {
      return spec.blockSize() + 1;
    }

    @Override
    public long kvBytesPerToken(ElementType type) {
      return spec.transformer().kvShape().bytesPerToken(type);
    }
  }

  /** A causal language model of the target's vocabulary: a pass a token. */
  record Autoregressive(TargetSpec spec) implements DraftPolicy {

    @Override
    public int maxDraftTokens() {
      return USUAL_DRAFT_TOKENS;
    }

    @Override
    public long kvBytesPerToken(ElementType type) {
      return spec.transformer().kvShape().bytesPerToken(type);
    }

    @Override
    public int maxPositions() {
      return spec.maxPositions();
    }
  }
}
