package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.List;

/** What became of a request; each request has exactly one. */
public sealed interface GenerationOutcome {

  GenerationRequest request();

  /**
   * All its completions.
   *
   * @param results as many as asked for, by index
   */
  record Completed(GenerationRequest request, List<GenerationResult> results)
      implements GenerationOutcome {
    public Completed {
      results = List.copyOf(results);
    }
  }

  /** Decoding was given up. */
  record Failed(GenerationRequest request, Refusal refusal) implements GenerationOutcome {}
}
