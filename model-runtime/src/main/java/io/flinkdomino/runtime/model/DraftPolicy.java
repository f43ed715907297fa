package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import java.util.List;

/** How drafts come about: the shapes of a drafter without its weights. */
public sealed interface DraftPolicy {

  /** Layers of the target whose outputs the drafter wants. */
  List<Integer> featureLayers();

  /** Most draft tokens that it proposes a step. */
  int maxDraftTokens();

  /** Cache entries that a step may write behind the last token a sequence may have. */
  int lookahead();

  /** What the drafter remembers of one token. */
  long kvBytesPerToken(ElementType type);

  /** The target decodes alone, a token a step. */
  record TargetOnly() implements DraftPolicy {

    @Override
    public List<Integer> featureLayers() {
      return List.of();
    }

    @Override
    public int maxDraftTokens() {
      return 0;
    }

    @Override
    public int lookahead() {
      return 1;
    }

    @Override
    public long kvBytesPerToken(ElementType type) {
      return 0;
    }
  }

  /** DFlash or Domino: a whole block in one pass over the target's context features. */
  record Block(DraftSpec spec) implements DraftPolicy {

    @Override
    public List<Integer> featureLayers() {
      return spec.targetLayerIds();
    }

    @Override
    public int maxDraftTokens() {
      return spec.maxDraftTokens();
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
}
