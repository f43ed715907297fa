package io.flinkdomino.runtime.prompt;

import io.flinkdomino.runtime.admission.Refusal;

/** What became of a request's prompt. */
public sealed interface PromptEncoding {

  /** The prompt is ready for the target model. */
  record Encoded(EncodedPrompt prompt) implements PromptEncoding {}

  /** The prompt is turned away; the other requests go on. */
  record Refused(Refusal refusal) implements PromptEncoding {}
}
