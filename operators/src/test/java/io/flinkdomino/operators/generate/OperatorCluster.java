package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.operators.emit.OutputRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster of two slots without restarts for the tests of a class, and jobs of the operator whose
 * records they look at. After each test no job and no thread of the operator is left.
 */
final class OperatorCluster
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private @Nullable MiniCluster started;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Configuration configuration = new Configuration().set(RestOptions.BIND_PORT, "0");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    started =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    started.start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Emitted.clear();
    Troubles.forget();
    PromptSequence.READ.set(0);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (JobStatusMessage job : cluster().listJobs().get()) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cancel(job.getJobId());
        result(job.getJobId());
      }
    }
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(operatorThreads()).isEmpty());
  }

  private static List<String> operatorThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("generate-") || name.startsWith("attempt-journal"))
        .toList();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    cluster().close();
  }

  private MiniCluster cluster() {
    return Objects.requireNonNull(started, "the cluster starts before the first test");
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
    return cluster().submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private static void collect(DataStream<OutputRecord> stream, String name) {
    stream.map(new Emitted(name)).uid(name).sinkTo(new DiscardingSink<>()).uid(name + " sink");
  }

  void checkpoint(JobID job) throws Exception {
    cluster().triggerCheckpoint(job, CheckpointType.FULL).get(30, TimeUnit.SECONDS);
  }

  String savepoint(JobID job, String folder) throws Exception {
    return cluster()
        .triggerSavepoint(job, folder, false, SavepointFormatType.CANONICAL)
        .get(30, TimeUnit.SECONDS);
  }

  String stopWithSavepoint(JobID job, String folder) throws Exception {
    return cluster()
        .stopWithSavepoint(job, folder, false, SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  JobResult result(JobID job) throws Exception {
    return cluster().requestJobResult(job).get(60, TimeUnit.SECONDS);
  }

  void cancel(JobID job) throws Exception {
    cluster().cancelJob(job).get();
  }
}
