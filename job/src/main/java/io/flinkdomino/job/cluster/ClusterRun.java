package io.flinkdomino.job.cluster;

import io.flinkdomino.job.connectors.OutsideCheck;
import io.flinkdomino.job.graph.FileGraph;
import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.local.ModelCheck;
import io.flinkdomino.job.options.FlinkSettings;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.JobOptions;
import io.flinkdomino.job.options.JobSettings;
import java.io.PrintStream;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits jobs to a cluster. Whether it waits for their end is up to the client. */
public final class ClusterRun {

  private static final String JOB_NAME = "flink-domino";

  private final StreamExecutionEnvironment environment;
  private final PrintStream out;

  /** Talks to the user, or to the log of whoever started the client, on {@code out}. */
  public ClusterRun(ClientEnvironment client, PrintStream out) {
    this.environment = client.flink();
    this.out = out;
  }

  /**
   * Submits the streaming job.
   *
   * @throws InvalidOptionsException if models, broker or registry do not fit the options, or an
   *     option means nothing on a cluster; nothing has been submitted then
   * @throws Exception if the client could not submit, or the job it waited for failed
   */
  public void stream(JobSettings settings) throws Exception {
    configure(settings.flink());
    ModelCheck.folders(settings.model(), settings.flink());
    OutsideCheck.run(settings, out);
    KafkaGraph.add(environment, settings);
    environment.execute(environment.getConfiguration().get(PipelineOptions.NAME));
  }

  /**
   * Submits the bounded job; input and output must be the same files on every TaskManager.
   *
   * @throws InvalidOptionsException as {@link #stream}
   * @throws Exception as {@link #stream}
   */
  public void generate(GenerateSettings settings) throws Exception {
    configure(settings.flink());
    ModelCheck.folders(settings.model(), settings.flink());
    FileGraph.add(environment, settings);
    environment.execute(environment.getConfiguration().get(PipelineOptions.NAME));
  }

  private void configure(FlinkSettings settings) {
    if (settings.dashboardPort() != 0) {
      throw new InvalidOptionsException(
          List.of(
              JobOptions.DASHBOARD_PORT.key()
                  + " must not be given on a cluster, got "
                  + settings.dashboardPort()
                  + ": the cluster has its own dashboard, rest.port"));
    }
    Configuration configuration = Configuration.fromMap(settings.properties());
    settings
        .checkpointDir()
        .ifPresent(
            folder -> {
              configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
              configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toString());
            });
    if (environment.getConfiguration().getOptional(PipelineOptions.NAME).isEmpty()
        && !configuration.contains(PipelineOptions.NAME)) {
      configuration.set(PipelineOptions.NAME, JOB_NAME);
    }
    environment.configure(configuration);
    environment.setParallelism(settings.parallelism());
    environment.enableCheckpointing(settings.checkpointInterval().toMillis());
  }
}
