package io.flinkdomino.job.local;

import io.flinkdomino.job.connectors.OutsideCheck;
import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.OnStop;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the streaming job until Ctrl-C, which finishes the prompts in flight or keeps them. */
public final class StreamingRun {

  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  private final PrintStream out;

  /** Talks to the user on {@code out}. */
  public StreamingRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs to the end.
   *
   * @throws io.flinkdomino.job.options.InvalidOptionsException if models, broker or registry do not
   *     fit the options; nothing has started then
   * @throws Exception if the job failed
   */
  public void run(JobSettings settings) throws Exception {
    ModelCheck.run(settings.model(), settings.flink());
    int parallelism = settings.flink().parallelism();
    OutsideCheck.run(settings, out);
    try (StopSignal signal = StopSignal.register();
        LocalCluster cluster = LocalCluster.start(settings.flink(), parallelism)) {
      StreamExecutionEnvironment environment = cluster.environment(parallelism);
      KafkaGraph.add(environment, settings);
      JobID job = cluster.submit(environment, "flink-domino");
      boolean keeps = settings.flink().onStop() == OnStop.KEEP;
      signal.onSignal(
          () -> {
            if (keeps) {
              keep(cluster, job, settings.flink().checkpointDir().orElseThrow());
            } else {
              finish(cluster, job);
            }
          });
      cluster.awaitRunning(job, START_LIMIT);
      cluster.restoredFrom().ifPresent(from -> out.println("Going on from " + from));
      out.println("Dashboard: " + cluster.dashboard());
      out.println(
          keeps
              ? "Running until Ctrl-C, which keeps the prompts in flight for the next run."
              : "Running until Ctrl-C, which finishes the prompts in flight first.");
      JobResult result = cluster.result(job).get();
      if (!result.isSuccess() && !signal.received()) {
        throw LocalCluster.failure(result);
      }
    }
  }

  private void keep(LocalCluster cluster, JobID job, URI folder) throws Exception {
    out.println("Stopping: putting the prompts in flight into a savepoint ...");
    cluster.keep(job, folder, StopSignal.LIMIT);
    out.println("Stopped; the next run with this checkpoint-dir goes on.");
  }

  private void finish(LocalCluster cluster, JobID job) throws Exception {
    out.println("Stopping: finishing the prompts in flight ...");
    cluster.drain(job, StopSignal.LIMIT);
    out.println("Stopped; everything is committed.");
  }
}
