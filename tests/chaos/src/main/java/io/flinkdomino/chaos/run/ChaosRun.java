package io.flinkdomino.chaos.run;

import io.flinkdomino.chaos.cluster.Await;
import io.flinkdomino.chaos.cluster.Cluster;
import io.flinkdomino.chaos.cluster.RunFolder;
import io.flinkdomino.chaos.values.JvmValues;
import io.flinkdomino.chaos.workload.Answer;
import io.flinkdomino.chaos.workload.TargetAlone;
import io.flinkdomino.chaos.workload.Traffic;
import io.flinkdomino.chaos.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Faults one after another on one running job. A run that is broken off goes on where it was, if it
 * is started again on its folder. One thread.
 */
public final class ChaosRun {

  private static final int TASK_MANAGERS = 3; // of one slot; the job has 2 at most
  private static final int PARALLELISM = 2;
  private static final int BACKLOG = 64;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(500);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(4);

  private static final Duration WINDOW_LIMIT = Duration.ofSeconds(30);

  private final RunFolder folder;
  private final RunState state;
  private final Workload workload;

  private ChaosRun(RunFolder folder, Workload workload) {
    this.folder = folder;
    this.state = new RunState(folder);
    this.workload = workload;
  }

  /**
   * Runs it to its end.
   *
   * @param root of the run's own files, kept; a run that is complete is replaced
   * @param kinds of the faults, in order
   */
  public static Outcome run(Path root, Workload workload, List<FaultKind> kinds)
      throws IOException, InterruptedException {
    RunFolder folder = RunFolder.open(root);
    return new ChaosRun(
            new RunState(folder).isComplete() ? RunFolder.renew(root) : folder, workload)
        .run(kinds);
  }

  private Outcome run(List<FaultKind> kinds) throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.start(folder, TASK_MANAGERS, CHECKPOINT_INTERVAL, Map.of())) {
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "close-cluster"));
      try (Traffic traffic =
          Traffic.start(cluster.broker().bootstrapServers(), workload, BACKLOG)) {
        RunningJob job = RunningJob.start(cluster, folder, state, PARALLELISM);
        inflict(kinds, new Faults(cluster, job));
        traffic.stopFeeding();
        Await.happens(ANSWER_LIMIT, traffic::isAllAnswered); // or else they are lost
        TokenAccount tokens = account(cluster, traffic);
        job.drain();
        Await.happens(WINDOW_LIMIT, () -> traffic.windowTokens() >= tokens.delivered());
        state.complete();
        return Outcome.of(state.faults(), traffic, workload, TargetAlone.decode(workload), tokens);
      }
    }
  }

  /** Nothing is in flight, so every engine's counts are final. */
  private static TokenAccount account(Cluster cluster, Traffic traffic) {
    long delivered = traffic.answers().stream().mapToLong(Answer::completionTokens).sum();
    List<JvmValues> alive = cluster.values().of(cluster.livePids());
    return TokenAccount.of(cluster.values().all(), alive, delivered);
  }

  private void inflict(List<FaultKind> kinds, Faults faults)
      throws IOException, InterruptedException {
    for (int done = state.faults().size(); done < kinds.size(); done++) {
      FaultRecord survived = faults.survive(done + 1, kinds.get(done));
      state.add(survived);
      System.out.println(survived);
    }
  }
}
