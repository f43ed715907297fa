package io.flinkdomino.job.local;

import io.flinkdomino.job.connectors.OutsideCheck;
import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.options.JobSettings;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the streaming job until Ctrl-C, which finishes the prompts in flight before it ends. */
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
      signal.onSignal(() -> stop(cluster, job));
      cluster.awaitRunning(job, START_LIMIT);
      cluster.restoredFrom().ifPresent(from -> out.println("Going on from " + from));
      out.println("Dashboard: " + cluster.dashboard());
      out.println("Running until Ctrl-C, which finishes the prompts in flight first.");
      JobResult result = cluster.result(job).get();
      if (!result.isSuccess() && !signal.received()) {
        throw LocalCluster.failure(result);
      }
    }
  }

  private void stop(LocalCluster cluster, JobID job) throws Exception {
    out.println("Stopping: finishing the prompts in flight ...");
    cluster.drain(job, StopSignal.LIMIT);
    out.println("Stopped; everything is committed.");
  }
}
