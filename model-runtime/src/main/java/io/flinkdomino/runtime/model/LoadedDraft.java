package io.flinkdomino.runtime.model;

/** A drafter's weights on the device, if its policy has any. Read-only. */
public sealed interface LoadedDraft {

  /** How it drafts, and its shapes. */
  DraftPolicy policy();

  /** The target decodes alone. */
  record TargetOnly() implements LoadedDraft {

    @Override
    public DraftPolicy policy() {
      return new DraftPolicy.TargetOnly();
    }
  }

  /** The sequence itself is all there is. */
  record PromptLookup() implements LoadedDraft {

    @Override
    public DraftPolicy policy() {
      return new DraftPolicy.PromptLookup();
    }
  }

  /** DFlash or Domino. */
  record Block(DraftModel model) implements LoadedDraft {

    @Override
    public DraftPolicy policy() {
      return new DraftPolicy.Block(model.spec());
    }
  }

  /** A causal language model, built as a target is. */
  record Autoregressive(TargetModel model) implements LoadedDraft {

    @Override
    public DraftPolicy policy() {
      return new DraftPolicy.Autoregressive(model.spec());
    }
  }
}
