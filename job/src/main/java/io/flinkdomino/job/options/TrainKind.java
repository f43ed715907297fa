package io.flinkdomino.job.options;

import java.util.Locale;

/** What a training makes. */
public enum TrainKind {
  /** A DFlash backbone with the Domino head. */
  DOMINO,
  /** A DFlash backbone alone. */
  DFLASH,
  /** A small causal language model that drafts token by token. */
  AUTOREGRESSIVE,
  /** A causal language model from scratch, to be a target. */
  TARGET;

  /** Whether it drafts by blocks. */
  public boolean isBlock() {
    return this == DOMINO || this == DFLASH;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
