package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A cluster of two slots without restarts, and jobs of the operator whose records tests look at.
 */
final class OperatorCluster implements AutoCloseable {

  private final MiniCluster cluster;

  private OperatorCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  static OperatorCluster start() throws Exception {
    Configuration configuration = new Configuration().set(RestOptions.BIND_PORT, "0");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    cluster.start();
    return new OperatorCluster(cluster);
  }

  /** Checkpoints are taken only when a test asks. */
  static StreamExecutionEnvironment environment(int parallelism, Configuration configuration) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(Duration.ofHours(1).toMillis());
    return environment;
  }

  static Configuration restoring(String savepoint) {
    return new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
  }

  JobID submit(
      StreamExecutionEnvironment environment, PromptSequence prompts, GenerateSettings settings)
      throws Exception {
    SingleOutputStreamOperator<OutputRecord> completions =
        environment
            .fromSource(
                new GatedSource<>(prompts),
                WatermarkStrategy.noWatermarks(),
                "prompts",
                RecordTypes.INPUT)
            .uid("prompts")
            .transform(
                "generate",
                RecordTypes.OUTPUT,
                new GenerateOperatorFactory(settings, SlotDevices.CLAIMED, Troubles::open))
            .uid("generate");
    collect(completions, "completions");
    collect(completions.getSideOutput(GenerateOutputs.METRICS), "metrics");
    collect(completions.getSideOutput(GenerateOutputs.DEAD_LETTERS), "dead letters");
    return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private static void collect(DataStream<OutputRecord> stream, String name) {
    stream.map(new Emitted(name)).uid(name).sinkTo(new DiscardingSink<>()).uid(name + " sink");
  }

  void checkpoint(JobID job) throws Exception {
    cluster.triggerCheckpoint(job, CheckpointType.FULL).get(30, TimeUnit.SECONDS);
  }

  String savepoint(JobID job, String folder) throws Exception {
    return cluster
        .triggerSavepoint(job, folder, false, SavepointFormatType.CANONICAL)
        .get(30, TimeUnit.SECONDS);
  }

  String stopWithSavepoint(JobID job, String folder) throws Exception {
    return cluster
        .stopWithSavepoint(job, folder, false, SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  JobResult result(JobID job) throws Exception {
    return cluster.requestJobResult(job).get(60, TimeUnit.SECONDS);
  }

  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get();
  }

  void cancelAll() throws Exception {
    for (JobStatusMessage job : cluster.listJobs().get()) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cancel(job.getJobId());
        result(job.getJobId());
      }
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
