package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.model.ModelFingerprint;

/**
 * Names what decides a completion's tokens: target, tokenizer and chat template. Tokens of one
 * model are no beginning of another's completion; a drafter changes no token.
 */
final class ModelName {

  private ModelName() {}

  static String of(ModelFingerprint models) {
    return String.join(" ", models.target(), models.tokenizer(), models.template());
  }
}
