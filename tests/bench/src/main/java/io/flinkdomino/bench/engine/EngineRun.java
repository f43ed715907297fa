package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** One engine that decodes the same requests again and again. One thread for its whole life. */
public final class EngineRun implements AutoCloseable {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ModelStore.Lease lease;
  private final DecodeEngine engine;
  private final List<EncodedPrompt> requests;

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
    long tokens = 0;
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    requests.forEach(engine::submit);
    while (engine.hasWork()) {
      for (GenerationOutcome outcome : engine.step()) {
        tokens += emittedTokens(outcome);
      }
    }
    return new Round(
        tokens,
        System.nanoTime() - start,
        THREADS.getCurrentThreadCpuTime() - cpuBefore,
        StepTimes.of(engine.stats().minus(statsBefore)),
        engine.acceptance().total().minus(acceptanceBefore));
  }

  private static long emittedTokens(GenerationOutcome outcome) {
    if (outcome instanceof GenerationOutcome.Completed completed) {
      return completed.results().stream().mapToLong(result -> result.tokenIds().size()).sum();
    }
    throw new IllegalStateException("request " + outcome.request().id() + " got no completion");
  }

  @Override
  public void close() {
    engine.close();
    lease.close();
  }
}
