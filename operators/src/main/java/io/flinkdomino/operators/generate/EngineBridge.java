package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a decode engine on a thread of its own. Prompts go in from any thread; results, status and
 * the failure that ended the thread go to callbacks that it calls, one step at a time.
 */
final class EngineBridge implements AutoCloseable {

  /** A step takes milliseconds to seconds; beyond this the device hangs. */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

  /** What the engine thread reports, and to whom. */
  interface Listener {

    /** A step ended; {@code finished} may be empty. */
    void stepped(List<GenerationOutcome> finished, EngineStatus status);

    /** The engine is gone. */
    void failed(Throwable cause);
  }

  private final Supplier<DecodeEngine> factory;
  private final Listener listener;
  private final BlockingQueue<EncodedPrompt> submitted = new LinkedBlockingQueue<>();
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

  void submit(EncodedPrompt prompt) {
    submitted.add(prompt);
  }

  private void run() {
    try (DecodeEngine engine = factory.get()) {
      while (!stopping) {
        takeSubmitted(engine::submit, engine.hasWork());
        List<GenerationOutcome> finished = engine.step();
        listener.stepped(finished, EngineStatus.of(engine, submittedSequences()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    } catch (Throwable failure) { // an Error here must fail the task, not vanish with the thread
      if (!stopping) {
        listener.failed(failure);
      }
    }
  }

  private int submittedSequences() {
    return submitted.stream().mapToInt(prompt -> prompt.request().parameters().n()).sum();
  }

  /** Waits for a prompt only while the engine has nothing to do. */
  private void takeSubmitted(Consumer<EncodedPrompt> engine, boolean busy)
      throws InterruptedException {
    EncodedPrompt next = busy ? submitted.poll() : submitted.take();
    while (next != null) {
      engine.accept(next);
      next = submitted.poll();
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
