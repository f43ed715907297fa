package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.emit.GenerationOutcome;

/** What tests ask of outcomes. */
final class Outcomes {

  private Outcomes() {}

  /** Tokens of all completions of a request. */
  static int tokens(GenerationOutcome outcome) {
    return ((GenerationOutcome.Completed) outcome)
        .results().stream().mapToInt(result -> result.tokenIds().size()).sum();
  }
}
