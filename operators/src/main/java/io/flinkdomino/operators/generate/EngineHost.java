package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.AttemptJournal;
import io.flinkdomino.operators.metrics.GenerateMetrics;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a task, as the mailbox thread sees it: prompts go in, and what became of them comes
 * back as one mail a step. An engine that failed can be opened again. Mailbox thread only.
 */
final class EngineHost implements Isolation.Engine, AutoCloseable {

  /** Whom it tells what happened. */
  interface Owner {

    /** Prompts ended. */
    void ended(List<GenerationOutcome> outcomes) throws Exception;

    /**
     * The engine is gone; everything it had ended before has been told.
     *
     * @param opened whether it was ever there
     */
    void failed(Throwable cause, boolean opened) throws Exception;
  }

  private final int subtask;
  private final Supplier<DecodeEngine> factory;
  private final AttemptJournal journal;
  private final LiveEngine live;
  private final GenerateMetrics shown;
  private final BiConsumer<ThrowingRunnable<Exception>, String> mailbox;
  private final Owner owner;
  private final Queue<GenerationOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private @Nullable JournaledEngine engine;

  /**
   * Starts without an engine.
   *
   * @param subtask names the threads
   * @param factory opens the engine, on its thread
   * @param live learns how the engine is
   * @param mailbox runs an action, described in a word or two, on the mailbox thread
   */
  EngineHost(
      int subtask,
      Supplier<DecodeEngine> factory,
      AttemptJournal journal,
      LiveEngine live,
      GenerateMetrics shown,
      BiConsumer<ThrowingRunnable<Exception>, String> mailbox,
      Owner owner) {
    this.subtask = subtask;
    this.factory = factory;
    this.journal = journal;
    this.live = live;
    this.shown = shown;
    this.mailbox = mailbox;
    this.owner = owner;
  }

  /** Opens the engine, or another one after it failed. */
  void open() {
    if (engine != null) {
      engine.close();
      live.reopened();
    }
    EngineBridge bridge = new EngineBridge("generate-engine-" + subtask, factory, new Listener());
    engine = new JournaledEngine("generate-start-" + subtask, journal, bridge, this::journalFailed);
    engine.start();
  }

  private void journalFailed(IOException cause) {
    mailbox.accept(
        () -> {
          throw new IllegalStateException("the attempt journal failed", cause);
        },
        "failure of the attempt journal");
  }

  /** Hands a prompt to the engine. */
  @Override
  public void run(InFlightRequest request) {
    opened().submit(request);
  }

  /** Notes that a prompt has ended that ran alone. */
  @Override
  public void endedAlone(InFlightRequest request) {
    opened().endedAlone(request);
  }

  private JournaledEngine opened() {
    if (engine == null) {
      throw new IllegalStateException("the engine must be open");
    }
    return engine;
  }

  private void drain() throws Exception {
    drainScheduled.set(false);
    List<GenerationOutcome> ended = new ArrayList<>();
    for (GenerationOutcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
      ended.add(next);
    }
    owner.ended(ended);
  }

  /** Waits for the step under way. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }

  /** Engine thread. */
  private final class Listener implements EngineBridge.Listener {

    @Override
    public void stepped(List<GenerationOutcome> finished, EngineStatus now) {
      DecodeStats before = live.stats();
      live.stepped(now);
      DecodeStats step = live.stats().minus(before);
      if (step.steps() > 0) {
        shown.stepped(step.busyNanos());
      }
      if (!finished.isEmpty()) {
        outcomes.addAll(finished);
        if (drainScheduled.compareAndSet(false, true)) {
          mailbox.accept(EngineHost.this::drain, "completions of a decode step");
        }
      }
    }

    @Override
    public void failed(Throwable cause, boolean opened) {
      mailbox.accept(
          () -> {
            drain();
            owner.failed(cause, opened);
          },
          "failure of the decode engine");
    }
  }
}
