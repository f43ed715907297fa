package io.flinkdomino.chaos.checkpoints;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.report.Table;
import io.flinkdomino.chaos.cluster.Await;
import io.flinkdomino.chaos.cluster.Cluster;
import io.flinkdomino.chaos.cluster.RunFolder;
import io.flinkdomino.chaos.values.JvmValues;
import io.flinkdomino.chaos.workload.Traffic;
import io.flinkdomino.chaos.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long checkpoints and savepoints take while every slot is full and a backlog waits. */
public final class CheckpointBenchmark {

  private static final int PARALLELISM = 2;
  private static final int BATCH = 16;

  /** 4 tokens of prompt and 1,000 to 1,020 of completion: the bundled model's context is 1,024. */
  private static final Workload WORKLOAD = new Workload(24, 4, 1_000, 1_020);

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double WANTED_MILLIS = 200;

  private static final Map<String, String> OPTIONS =
      Map.of("max-batch", Integer.toString(BATCH), "verified-length", "4", "kv-memory", "256 mb");

  private final int backlog;
  private final int checkpoints;
  private final Report report;
  private final Table table =
      new Table(
          List.of("kind", "completed", "failed", "p50 ms", "p99 ms", "most ms", "p99 <= 200 ms"));
  private boolean holds = true;

  private CheckpointBenchmark(int backlog, int checkpoints, String command) {
    this.backlog = backlog;
    this.checkpoints = checkpoints;
    this.report = Report.start("checkpoints", command, List.of("kind", "number", "millis"));
  }

  /**
   * Runs it and writes the report.
   *
   * @param root of the run's own files; what is there is deleted
   * @param backlog prompts that wait in the topic
   * @param checkpoints of each kind; a fifth as many savepoints
   * @return whether all kinds stay within what is wanted
   */
  public static boolean run(Path root, int backlog, int checkpoints, String command)
      throws IOException, InterruptedException {
    return new CheckpointBenchmark(backlog, checkpoints, command).run(RunFolder.renew(root));
  }

  private boolean run(RunFolder folder) throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.start(folder, PARALLELISM, INTERVAL, Map.of());
        Traffic traffic = Traffic.start(cluster.broker().bootstrapServers(), WORKLOAD, backlog)) {
      Await.until("the backlog", LIMIT, () -> traffic.sent() >= backlog);
      measure(cluster, folder, "aligned", Map.of());
      measure(
          cluster,
          folder,
          "unaligned",
          Map.of("execution.checkpointing.unaligned.enabled", "true"));
      report.finish("Checkpoints beside a backlog of " + backlog + " prompts", text());
      return holds;
    }
  }

  private void measure(Cluster cluster, RunFolder folder, String kind, Map<String, String> settings)
      throws IOException, InterruptedException {
    @Nullable String nothing = null;
    String job = cluster.submit(PARALLELISM, nothing, settings, OPTIONS);
    Await.until("a full batch in every slot", LIMIT, () -> isFull(cluster));
    long start = System.currentTimeMillis();
    int savepoints = Math.max(1, checkpoints / 5);
    for (int i = 0; i < savepoints; i++) {
      cluster.rest().savepoint(job, folder.savepoints().toUri().toString());
    }
    long before = completed(cluster.rest().checkpoints(job));
    Await.until(
        checkpoints + " checkpoints",
        INTERVAL.multipliedBy(4L * checkpoints).plus(LIMIT),
        () -> completed(cluster.rest().checkpoints(job)) >= before + checkpoints);
    JsonNode statistics = cluster.rest().checkpoints(job);
    if (!isFull(cluster)) {
      throw new IllegalStateException("every slot must still have a full batch at the end");
    }
    row(kind + " checkpoints", CheckpointTimes.of(statistics, start, false));
    row(kind + " job, savepoints", CheckpointTimes.of(statistics, start, true));
    cluster.rest().cancel(job);
    Await.until("free slots", LIMIT, () -> cluster.rest().freeSlots() == PARALLELISM);
  }

  private static long completed(JsonNode statistics) {
    return statistics.at("/counts/completed").asLong();
  }

  private static boolean isFull(Cluster cluster) {
    List<JvmValues> jvms = cluster.values().of(cluster.livePids());
    return jvms.size() == PARALLELISM
        && jvms.stream().allMatch(jvm -> jvm.running() >= BATCH - 1); // one may be changing
  }

  private void row(String kind, CheckpointTimes times) {
    for (int i = 0; i < times.sorted().size(); i++) {
      report.raw().add(List.of(kind, i, times.sorted().get(i)));
    }
    boolean within = times.quantile(0.99) <= WANTED_MILLIS && times.failed() == 0;
    holds &= within;
    table.row(
        List.of(
            kind,
            Integer.toString(times.sorted().size()),
            Integer.toString(times.failed()),
            Long.toString(times.quantile(0.5)),
            Long.toString(times.quantile(0.99)),
            Long.toString(times.most()),
            within ? "yes" : "NO"));
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        """
        %d task slots in TaskManagers of their own, each with a full batch of %d sequences, %,d prompts unanswered in the
        topic, a checkpoint every %d ms, exactly-once. Answers have 1,000 to 1,020 tokens behind prompts cut to 4 tokens:
        the bundled model's context is 1,024. Durations are the JobManager's: from the trigger to the last acknowledgement.

        %s""",
        PARALLELISM,
        BATCH,
        backlog,
        INTERVAL.toMillis(),
        table.markdown());
  }
}
