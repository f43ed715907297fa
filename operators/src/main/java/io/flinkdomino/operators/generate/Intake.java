package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.ParsedPrompt;
import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.PromptEncoder;
import io.flinkdomino.runtime.prompt.PromptEncoding;
import java.util.Map;
import java.util.Optional;

/** Bytes to token ids: what the engine takes, or why it does not. Mailbox thread only. */
final class Intake {

  /** What became of a record. */
  sealed interface Outcome {

    record Accepted(EncodedPrompt prompt, Map<String, String> metadata) implements Outcome {}

    record Rejected(Refusal refusal, Optional<String> id) implements Outcome {}
  }

  private final PromptParser parser;
  private final PromptEncoder encoder;

  Intake(PromptParser parser, PromptEncoder encoder) {
    this.parser = parser;
    this.encoder = encoder;
  }

  Outcome take(InputRecord source) {
    ParsedPrompt parsed = parser.parse(source);
    if (parsed instanceof ParsedPrompt.Rejected rejected) {
      return new Outcome.Rejected(rejected.refusal(), rejected.id());
    }
    ParsedPrompt.Accepted accepted = (ParsedPrompt.Accepted) parsed;
    PromptEncoding encoding = encoder.encode(accepted.request());
    if (encoding instanceof PromptEncoding.Refused refused) {
      return new Outcome.Rejected(refused.refusal(), Optional.of(accepted.request().id()));
    }
    EncodedPrompt prompt = ((PromptEncoding.Encoded) encoding).prompt();
    return new Outcome.Accepted(prompt, accepted.metadata());
  }
}
