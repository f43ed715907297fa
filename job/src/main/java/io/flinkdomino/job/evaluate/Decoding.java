package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One way to decode. One thread for its whole life. */
final class Decoding implements AutoCloseable {

  private final DecodeEngine engine;
  private final BooleanSupplier stopped;

  /**
   * Takes an engine, which it closes.
   *
   * @param stopped whether to break off, asked before each step
   */
  Decoding(DecodeEngine engine, BooleanSupplier stopped) {
    this.engine = engine;
    this.stopped = stopped;
  }

  /**
   * Decodes prompts to their ends; all are there from the start.
   *
   * @param each takes every result as it comes, within the time that counts
   * @throws CancellationException if it was to break off; the engine takes no more prompts then
   */
  Decoded decode(List<EncodedPrompt> prompts, Consumer<GenerationResult> each) {
    // By identity, because rows may repeat.
    IdentityHashMap<GenerationRequest, GenerationResult> results = new IdentityHashMap<>();
    long start = System.nanoTime();
    prompts.forEach(engine::submit);
    while (engine.hasWork()) {
      if (stopped.getAsBoolean()) {
        throw new CancellationException("stopped by the user");
      }
      for (GenerationOutcome outcome : engine.step()) {
        GenerationResult result = result(outcome);
        results.put(outcome.request(), result);
        each.accept(result);
      }
    }
    long nanos = System.nanoTime() - start;
    return new Decoded(
        prompts.stream()
            .map(prompt -> Optional.ofNullable(results.get(prompt.request())).orElseThrow())
            .toList(),
        nanos);
  }

  private static GenerationResult result(GenerationOutcome outcome) {
    if (outcome instanceof GenerationOutcome.Completed completed) {
      return completed.results().get(0);
    }
    throw new IllegalStateException("request " + outcome.request().id() + " got no completion");
  }

  @Override
  public void close() {
    engine.close();
  }
}
