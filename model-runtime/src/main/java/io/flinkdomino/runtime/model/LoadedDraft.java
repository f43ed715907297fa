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

  /** DFlash or Domino. */
  record Block(DraftModel model) implements LoadedDraft {

    @Override
    public DraftPolicy policy() {
      return new DraftPolicy.Block(model.spec());
    }
  }
}
