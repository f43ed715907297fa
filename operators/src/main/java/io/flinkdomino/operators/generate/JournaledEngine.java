package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.AttemptJournal;
import io.flinkdomino.operators.attempts.SourcePosition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Notes prompts in the attempt journal before the engine gets them, on a thread of its own: writing
 * may take as long as a decode step, and neither the mailbox nor the engine waits for it.
 */
final class JournaledEngine implements AutoCloseable {

  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private final AttemptJournal journal;
  private final EngineBridge engine;
  private final Consumer<IOException> failed;
  private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean stopping;

  private sealed interface Entry {

    record Start(InFlightRequest request) implements Entry {}

    record End(InFlightRequest request) implements Entry {}
  }

  /**
   * Prepares engine and thread.
   *
   * @param engine gets the prompts; this opens and closes it
   * @param failed learns that the journal could not be written; nothing runs after that
   */
  JournaledEngine(
      String thread, AttemptJournal journal, EngineBridge engine, Consumer<IOException> failed) {
    this.journal = journal;
    this.engine = engine;
    this.failed = failed;
    this.thread = new Thread(this::run, thread);
    this.thread.setDaemon(true);
  }

  void start() {
    engine.start();
    thread.start();
  }

  /** Lets a prompt run. */
  void submit(InFlightRequest request) {
    entries.add(new Entry.Start(request));
  }

  /** A prompt that ran alone has ended; those submitted later run after this was noted. */
  void endedAlone(InFlightRequest request) {
    entries.add(new Entry.End(request));
  }

  private void run() {
    try {
      while (!stopping) {
        List<Entry> next = new ArrayList<>();
        next.add(entries.take());
        entries.drainTo(next);
        handle(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    } catch (IOException e) {
      if (!stopping) {
        failed.accept(e);
      }
    }
  }

  private void handle(List<Entry> next) throws IOException {
    List<InFlightRequest> starting = new ArrayList<>();
    for (Entry entry : next) {
      if (entry instanceof Entry.Start start) {
        starting.add(start.request());
      } else if (entry instanceof Entry.End end) {
        begin(starting);
        starting.clear();
        journal.ended(position(end.request()), end.request().fruitless());
      }
    }
    begin(starting);
  }

  private void begin(List<InFlightRequest> starting) throws IOException {
    if (starting.isEmpty()) {
      return;
    }
    Map<SourcePosition, Integer> fruitless = new HashMap<>();
    starting.forEach(request -> fruitless.put(position(request), request.fruitless()));
    journal.started(fruitless);
    starting.forEach(engine::submit);
  }

  private static SourcePosition position(InFlightRequest request) {
    return SourcePosition.of(request.source());
  }

  /**
   * Ends both threads; waits for the step under way, and for a write only so long: it may hang, and
   * starts nothing any more.
   */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    engine.close();
    try {
      thread.join(WRITE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
