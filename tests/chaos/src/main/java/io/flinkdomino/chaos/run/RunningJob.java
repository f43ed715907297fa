package io.flinkdomino.chaos.run;

import io.flinkdomino.chaos.cluster.Await;
import io.flinkdomino.chaos.cluster.Cluster;
import io.flinkdomino.chaos.cluster.RunFolder;
import io.flinkdomino.chaos.run.RunState.Submission;
import io.flinkdomino.chaos.values.Field;
import io.flinkdomino.chaos.values.JvmValues;
import io.flinkdomino.chaos.values.ValuesFile.Values;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The job on its cluster: submitted, watched, stopped and submitted again. One thread. */
final class RunningJob {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Small batches of short steps: many sequences are always in the middle. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "max-batch", "8",
          "verified-length", "4",
          "kv-memory", "192 mb",
          "metrics-window", "1 s");

  private final Cluster cluster;
  private final RunFolder folder;
  private final RunState state;
  private Submission submission;

  private RunningJob(Cluster cluster, RunFolder folder, RunState state, Submission submission) {
    this.cluster = cluster;
    this.folder = folder;
    this.state = state;
    this.submission = submission;
  }

  /** Submits it, or finds it where an earlier run left it, and waits until it decodes. */
  static RunningJob start(Cluster cluster, RunFolder folder, RunState state, int parallelism)
      throws IOException, InterruptedException {
    Optional<Submission> earlier = state.submission();
    Submission none = new Submission("", parallelism, "");
    RunningJob job = new RunningJob(cluster, folder, state, earlier.orElse(none));
    if (earlier.isEmpty() || !earlier.get().savepoint().isEmpty()) {
      job.submit(job.submission.parallelism(), job.submission.savepoint());
    }
    job.awaitRecovery(System.currentTimeMillis());
    return job;
  }

  private void submit(int parallelism, String savepoint) throws IOException, InterruptedException {
    @Nullable String from = savepoint.isEmpty() ? null : savepoint;
    String id = cluster.submit(parallelism, from, Map.of(), OPTIONS);
    submission = new Submission(id, parallelism, "");
    state.submitted(submission);
  }

  int parallelism() {
    return submission.parallelism();
  }

  /** Stops it with a savepoint and goes on from that at another parallelism. */
  void rescale(int parallelism) throws IOException, InterruptedException {
    String savepoint =
        cluster.rest().stop(submission.job(), folder.savepoints().toUri().toString(), false);
    state.submitted(new Submission(submission.job(), parallelism, savepoint));
    submit(parallelism, savepoint);
  }

  /** Stops it for good; nothing may be in flight. */
  void drain() throws IOException, InterruptedException {
    cluster.rest().stop(submission.job(), folder.savepoints().toUri().toString(), true);
  }

  /** Waits until every slot runs so many sequences. */
  void awaitMidGeneration(int sequences) throws InterruptedException {
    Await.until(
        "a batch of " + sequences + " sequences in each slot",
        LIMIT,
        () -> {
          List<Long> running =
              cluster.values().of(cluster.livePids()).stream()
                  .map(JvmValues::running)
                  .filter(count -> count > 0)
                  .toList();
          return running.size() == parallelism()
              && running.stream().allMatch(count -> count >= sequences);
        });
  }

  /**
   * Waits until all tasks run, every slot decodes, and a checkpoint that began after this moment
   * has completed.
   *
   * @param epochMillis when the fault began
   */
  void awaitRecovery(long epochMillis) throws InterruptedException {
    Await.until(
        "recovery", LIMIT, () -> cluster.rest().hasCheckpointSince(submission.job(), epochMillis));
    Await.until("all tasks", LIMIT, () -> cluster.rest().allTasksRun(submission.job()));
    Map<Values, Long> before = decoded();
    Await.until(
        "decoding in every slot",
        LIMIT,
        () ->
            decoded().entrySet().stream()
                    .filter(e -> e.getValue() > before.getOrDefault(e.getKey(), 0L))
                    .count()
                >= parallelism());
  }

  /** Tokens of every engine that is open in a JVM that runs. */
  private Map<Values, Long> decoded() {
    Map<Values, Long> decoded = new HashMap<>();
    for (JvmValues jvm : cluster.values().of(cluster.livePids())) {
      for (Values engine : jvm.engines()) {
        if (engine.isOpen()) {
          decoded.put(engine, engine.get(Field.DECODED_TOKENS));
        }
      }
    }
    return decoded;
  }
}
