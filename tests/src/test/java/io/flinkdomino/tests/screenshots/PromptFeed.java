package io.flinkdomino.tests.screenshots;

import static org.awaitility.Awaitility.await;

import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Keeps a backlog of prompts on the prompt topic until it is closed. On a thread of its own. */
final class PromptFeed implements AutoCloseable {

  /** Half of it outlasts the time between two commits of read positions, ten seconds. */
  private static final int BATCH = 10_000;

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Topics topics;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> work;
  private volatile boolean closed;

  PromptFeed(Topics topics) {
    this.topics = topics;
    work = thread.submit(this::feed);
  }

  private Void feed() throws Exception {
    for (int sent = BATCH; !closed; sent += BATCH) {
      topics.produce(Workload.valid(sent - BATCH, BATCH));
      int enough = sent - BATCH / 2;
      await()
          .atMost(DEADLINE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> closed || read() > enough);
    }
    return null;
  }

  private long read() throws Exception {
    return topics.committedPositions().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Sends no more; fails if sending did. */
  @Override
  public void close() throws Exception {
    closed = true;
    thread.shutdown();
    work.get();
  }
}
