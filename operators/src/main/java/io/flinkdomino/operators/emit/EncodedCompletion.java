package io.flinkdomino.operators.emit;

import io.flinkdomino.runtime.admission.Refusal;

/** What became of one completion on its way to the sink. */
public sealed interface EncodedCompletion {

  /** It fits. */
  record Fits(OutputRecord record) implements EncodedCompletion {}

  /** The broker would refuse it; a dead letter goes out in its request's place. */
  record TooLarge(Refusal refusal) implements EncodedCompletion {}
}
