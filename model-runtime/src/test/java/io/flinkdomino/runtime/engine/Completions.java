package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Drives an engine until it has nothing left to do. */
final class Completions {

  private Completions() {}

  /** Submits all prompts, then decodes. Results by request id. */
  static Map<String, GenerationResult> of(DecodeEngine engine, List<EncodedPrompt> prompts) {
    prompts.forEach(engine::submit);
    Map<String, GenerationResult> results = new HashMap<>();
    while (engine.hasWork()) {
      step(engine, results);
    }
    return results;
  }

  /** Submits a prompt before each step, so that neighbours come and go in mid-decoding. */
  static Map<String, GenerationResult> oneByOne(DecodeEngine engine, List<EncodedPrompt> prompts) {
    Iterator<EncodedPrompt> next = prompts.iterator();
    Map<String, GenerationResult> results = new HashMap<>();
    while (next.hasNext() || engine.hasWork()) {
      if (next.hasNext()) {
        engine.submit(next.next());
      }
      step(engine, results);
    }
    return results;
  }

  /** One step; adds what was completed in it. */
  static void step(DecodeEngine engine, Map<String, GenerationResult> results) {
    for (GenerationOutcome outcome : engine.step()) {
      GenerationOutcome.Completed completed = (GenerationOutcome.Completed) outcome;
      results.put(completed.request().id(), completed.results().get(0));
    }
  }
}
