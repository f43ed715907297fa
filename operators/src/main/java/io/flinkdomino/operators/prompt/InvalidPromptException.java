package io.flinkdomino.operators.prompt;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;

/**
 * Ends the reading of one prompt. Stays inside this package: {@link PromptParser} turns it into a
 * refusal. It has no stack trace, because a topic may be full of bad prompts.
 */
final class InvalidPromptException extends Exception {

  private final transient Refusal refusal;

  private InvalidPromptException(FailureReason reason, String message) {
    super(message, null, false, false);
    this.refusal = new Refusal(reason, message);
  }

  static InvalidPromptException unreadable(String message) {
    return new InvalidPromptException(FailureReason.UNREADABLE, message);
  }

  static InvalidPromptException invalid(String message) {
    return new InvalidPromptException(FailureReason.INVALID_FIELD, message);
  }

  static InvalidPromptException unsupported(String message) {
    return new InvalidPromptException(FailureReason.UNSUPPORTED_FIELD, message);
  }

  Refusal refusal() {
    return refusal;
  }
}
