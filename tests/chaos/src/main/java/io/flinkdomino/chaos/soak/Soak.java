package io.flinkdomino.chaos.soak;

import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.report.Table;
import io.flinkdomino.chaos.cluster.Await;
import io.flinkdomino.chaos.cluster.Cluster;
import io.flinkdomino.chaos.cluster.RunFolder;
import io.flinkdomino.chaos.values.Field;
import io.flinkdomino.chaos.values.JvmValues;
import io.flinkdomino.chaos.values.ValuesFile.Values;
import io.flinkdomino.chaos.workload.Traffic;
import io.flinkdomino.chaos.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One task slot with a full batch and a backlog, for as long as one likes. */
public final class Soak {

  private static final int BATCH = 16;
  private static final int BACKLOG = 128;
  private static final Workload WORKLOAD = new Workload(60, 64, 16, 300);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long SAMPLE_MILLIS = 5_000;

  /** What compilers and allocators need until they have seen everything. */
  private static final long WARM_UP_TOKENS = 30_000;

  private static final double LEAST_THROUGHPUT = 0.97;

  /** Allocators breathe: what the memory benchmark allows too. */
  private static final double MOST_RESIDENT = 1.05;

  private static final Map<String, String> OPTIONS =
      Map.of("max-batch", Integer.toString(BATCH), "verified-length", "4", "kv-memory", "192 mb");

  private final Duration duration;
  private final Report report;
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  private Soak(Duration duration, String command) {
    this.duration = duration;
    this.report = Report.start("soak", command, Sample.COLUMNS);
  }

  /**
   * Runs it and writes the report.
   *
   * @param root of the run's own files; what is there is deleted
   * @param duration after the warm-up
   * @return whether throughput holds and nothing grows
   */
  public static boolean run(Path root, Duration duration, String command)
      throws IOException, InterruptedException {
    return new Soak(duration, command).run(RunFolder.renew(root));
  }

  private boolean run(RunFolder folder) throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.start(folder, 1, CHECKPOINT_INTERVAL, Map.of());
        Traffic traffic = Traffic.start(cluster.broker().bootstrapServers(), WORKLOAD, BACKLOG)) {
      @Nullable String nothing = null;
      cluster.submit(1, nothing, Map.of(), OPTIONS);
      JvmValues jvm = taskManager(cluster);
      Await.until("a warm engine", LIMIT, () -> jvm.decodedTokens() > WARM_UP_TOKENS);
      sample(cluster, jvm);
      String thirds = text(Thirds.of(samples), traffic.answered());
      report.finish("Soak of " + duration.toMinutes() + " minutes", thirds);
      return violations.isEmpty();
    }
  }

  private static JvmValues taskManager(Cluster cluster) throws InterruptedException {
    Await.until(
        "a decoding TaskManager",
        LIMIT,
        () -> cluster.values().of(cluster.livePids()).stream().anyMatch(j -> j.running() > 0));
    return cluster.values().of(cluster.livePids()).get(0);
  }

  private void sample(Cluster cluster, JvmValues jvm) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (long millis = 0; millis <= duration.toMillis(); ) {
      ProcessSample jobManager = ProcessSample.of(cluster.jobManager().pid());
      ProcessSample taskManager = ProcessSample.of(jvm.pid());
      millis = (System.nanoTime() - start) / 1_000_000;
      Sample sample =
          new Sample(
              millis, jvm.decodedTokens(), jvm.running(), tensors(jvm), taskManager, jobManager);
      samples.add(sample);
      report.raw().add(sample.values());
      Thread.sleep(SAMPLE_MILLIS);
    }
  }

  /** Of the only engine: one that was opened anew would be a failure. */
  private static long tensors(JvmValues jvm) {
    List<Values> engines = jvm.engines();
    if (engines.size() != 1) {
      throw new IllegalStateException(
          "a soak must have one engine from begin to end, got " + engines.size());
    }
    return engines.get(0).get(Field.TENSORS);
  }

  /** Notes what does not hold. */
  private Table table(Thirds thirds) {
    Table table = new Table(List.of("what", "first third", "last third", "ratio", "wanted"));
    double ratio = thirds.throughputRatio();
    table.row(
        List.of(
            "tokens/s",
            number(Thirds.tokensPerSecond(thirds.first())),
            number(Thirds.tokensPerSecond(thirds.last())),
            ratio(ratio),
            ">= " + LEAST_THROUGHPUT));
    require(ratio >= LEAST_THROUGHPUT, "throughput fell to " + ratio(ratio));
    row(table, thirds, "sequences in the batch", Sample::running, Double.MAX_VALUE);
    row(table, thirds, "tensors of the engine", Sample::tensors, 1);
    row(
        table,
        thirds,
        "TaskManager, resident KiB",
        s -> s.taskManager().residentKib(),
        MOST_RESIDENT);
    row(table, thirds, "TaskManager, threads", s -> s.taskManager().threads(), 1);
    row(table, thirds, "TaskManager, handles", s -> s.taskManager().handles(), 1);
    row(
        table,
        thirds,
        "JobManager, resident KiB",
        s -> s.jobManager().residentKib(),
        MOST_RESIDENT);
    row(table, thirds, "JobManager, threads", s -> s.jobManager().threads(), 1);
    row(table, thirds, "JobManager, handles", s -> s.jobManager().handles(), 1);
    return table;
  }

  private String text(Thirds thirds, int answered) {
    Table table = table(thirds);
    return String.format(
        Locale.ROOT,
        """
        One task slot, at most %d sequences of %d to %d tokens at once, a backlog of %d prompts, fixed heaps, exactly-once,
        a checkpoint every %d s. A sample every %d s; of the first third what nine samples of ten do not exceed, of the last
        third the median; %,d prompts were answered. %s

        %s""",
        BATCH,
        WORKLOAD.shortest(),
        WORKLOAD.longest(),
        BACKLOG,
        CHECKPOINT_INTERVAL.toSeconds(),
        SAMPLE_MILLIS / 1_000,
        answered,
        violations.isEmpty() ? "All holds." : "DOES NOT HOLD: " + String.join("; ", violations),
        table.markdown());
  }

  private void row(
      Table table, Thirds thirds, String what, ToLongFunction<Sample> value, double most) {
    double growth = thirds.growth(value);
    table.row(
        List.of(
            what,
            number(Thirds.most(thirds.first(), value)),
            number(Thirds.median(thirds.last(), value)),
            ratio(growth),
            most == Double.MAX_VALUE ? "" : "<= " + most));
    require(growth <= most, what + " grew to " + ratio(growth));
  }

  private void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
