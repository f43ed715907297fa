package io.flinkdomino.operators.prompt;

import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.Map;
import java.util.Optional;

/** What became of one record from the source. */
public sealed interface ParsedPrompt {

  /**
   * A request that keeps every rule that can be checked without the model.
   *
   * @param request what to generate
   * @param metadata to hand through to the completion
   */
  record Accepted(GenerationRequest request, Map<String, String> metadata) implements ParsedPrompt {
    public Accepted {
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * A record for the dead-letter topic.
   *
   * @param refusal why
   * @param id the request's id, where one could be read
   */
  record Rejected(Refusal refusal, Optional<String> id) implements ParsedPrompt {}
}
