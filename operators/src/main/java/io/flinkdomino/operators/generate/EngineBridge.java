package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.RunningRequest;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a decode engine on a thread of its own. Prompts go in from any thread; results, status and
 * the failure that ended the thread go to callbacks that it calls, one step at a time.
 */
final class EngineBridge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineBridge.class);

  /** A step takes milliseconds to seconds; beyond this the device hangs. */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

  /** What the engine thread reports, and to whom. */
  interface Listener {

    /** A step ended; {@code finished} may be empty. */
    void stepped(List<GenerationOutcome> finished, EngineStatus status);

    /**
     * The engine is gone.
     *
     * @param opened whether it was ever there
     */
    void failed(Throwable cause, boolean opened);
  }

  private final Supplier<DecodeEngine> factory;
  private final Listener listener;
  private final BlockingQueue<InFlightRequest> submitted = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Prepares the thread.
   *
   * @param factory opens the engine, on its thread
   */
  EngineBridge(String name, Supplier<DecodeEngine> factory, Listener listener) {
    this.factory = factory;
    this.listener = listener;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void submit(InFlightRequest request) {
    submitted.add(request);
  }

  private void run() {
    boolean opened = false;
    try (DecodeEngine engine = factory.get()) {
      opened = true;
      while (!stopping) {
        takeSubmitted(engine);
        List<GenerationOutcome> finished = engine.step();
        listener.stepped(finished, EngineStatus.of(engine, submittedSequences()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    } catch (Throwable failure) { // an Error here must not vanish with the thread
      if (!stopping) {
        listener.failed(failure, opened);
      }
    }
  }

  private int submittedSequences() {
    return submitted.stream()
        .mapToInt(request -> request.prompt().request().parameters().n())
        .sum();
  }

  /** Waits for a prompt only while the engine has nothing to do. */
  private void takeSubmitted(DecodeEngine engine) throws InterruptedException {
    InFlightRequest next = engine.hasWork() ? submitted.poll() : submitted.take();
    while (next != null) {
      next.runs(start(engine, next.prompt(), next.progress()));
      next = submitted.poll();
    }
  }

  private static RunningRequest start(
      DecodeEngine engine, EncodedPrompt prompt, List<GenerationProgress> progress) {
    if (progress.isEmpty()) {
      return engine.submit(prompt);
    }
    try {
      return engine.resume(prompt, progress);
    } catch (IllegalArgumentException e) {
      // Another length limit than when the checkpoint was taken; limits are part of what was asked.
      LOG.warn("prompt starts again because its tokens do not fit any more: {}", e.getMessage());
      return engine.submit(prompt);
    }
  }

  /**
   * Stops after the step under way and waits for it, whoever interrupts meanwhile: weights and
   * caches must not go while the thread uses them.
   */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    long deadline = System.nanoTime() + STOP_DEADLINE.toNanos();
    boolean interrupted = false;
    while (thread.isAlive() && System.nanoTime() < deadline) {
      try {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException(
          "engine thread " + thread.getName() + " did not stop within " + STOP_DEADLINE);
    }
  }
}
