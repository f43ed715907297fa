package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** One engine that decodes the same requests again and again. One thread for its whole life. */
public final class EngineRun implements AutoCloseable {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ModelStore.Lease lease;
  private final DecodeEngine engine;
  private final List<EncodedPrompt> requests;
  private final List<GenerationOutcome> lastRound = new ArrayList<>();

  /**
   * Opens an engine.
   *
   * @param sequences most that decode at once
   * @param threads within an operator
   * @param requests what a round decodes
   */
  public EngineRun(Variant variant, int sequences, int threads, List<EncodedPrompt> requests) {
    this.lease = variant.load();
    this.requests = List.copyOf(requests);
    try {
      engine =
          new DecodeEngine(lease.models(), variant.settings(sequences, threads), System::nanoTime);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * Decodes all requests; they are there from the start, and the last one's end stops the clock.
   */
  public Round round() {
    DecodeStats statsBefore = engine.stats();
    Acceptance acceptanceBefore = engine.acceptance().total();
    lastRound.clear();
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    requests.forEach(engine::submit);
    while (engine.hasWork()) {
      lastRound.addAll(engine.step());
    }
    long nanos = System.nanoTime() - start;
    long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
    return new Round(
        lastRound.stream().mapToLong(EngineRun::emittedTokens).sum(),
        nanos,
        cpuNanos,
        StepTimes.of(engine.stats().minus(statsBefore)),
        engine.acceptance().total().minus(acceptanceBefore),
        Apart.NONE);
  }

  /**
   * Decodes the texts of the last round's completions once more, for nothing but the time.
   *
   * @return nanoseconds of all of them
   * @throws IllegalStateException if the target's folder has no tokenizer
   */
  long detokenizeNanos() {
    Tokenizer tokenizer =
        lease
            .models()
            .tokenizer()
            .orElseThrow(() -> new IllegalStateException("target must have a tokenizer, got none"));
    List<List<Integer>> completions =
        lastRound.stream()
            .flatMap(outcome -> completions(outcome).stream())
            .map(GenerationResult::tokenIds)
            .toList();
    long start = System.nanoTime();
    completions.forEach(tokenIds -> tokenizer.decode(tokenIds, true));
    return System.nanoTime() - start;
  }

  private static long emittedTokens(GenerationOutcome outcome) {
    return completions(outcome).stream().mapToLong(result -> result.tokenIds().size()).sum();
  }

  private static List<GenerationResult> completions(GenerationOutcome outcome) {
    if (outcome instanceof GenerationOutcome.Completed completed) {
      return completed.results();
    }
    throw new IllegalStateException("request " + outcome.request().id() + " got no completion");
  }

  @Override
  public void close() {
    engine.close();
    lease.close();
  }
}
