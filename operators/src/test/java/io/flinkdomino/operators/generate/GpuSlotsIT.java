package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.runtime.torch.DeviceClaims;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four task slots and three GPUs in one TaskManager. Slots hold the GPUs that Flink reports, and
 * decode on the CPU, as there are none.
 */
@Timeout(120)
class GpuSlotsIT {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final SlotDevices PATIENT = onCpu(Duration.ofSeconds(60));
  private static final SlotDevices HASTY = onCpu(Duration.ofSeconds(1));
  private static final Set<String> DEVICES = Set.of("cuda:0", "cuda:3", "cuda:10");

  @TempDir static Path folder;
  private static GpuCluster cluster;
  private static RestClusterClient<String> client;

  private static SlotDevices onCpu(Duration patience) {
    return new SlotDevices(device -> TorchDevice.CPU, patience);
  }

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = GpuCluster.start(folder, 4, List.of("0", "3", "10", "11"), 3);
    client = cluster.client();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void forget() {
    Emitted.clear();
  }

  @AfterEach
  void freeSlots() throws Exception {
    for (JobStatusMessage job : client.listJobs().get()) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cancel(job.getJobId());
      }
    }
    assertThat(holders()).as("devices held after all jobs have ended").isEmpty();
  }

  @Test
  void everySlotHoldsAnotherDeviceHoweverOftenTheJobIsSubmitted() throws Exception {
    for (int submission = 0; submission < 2; submission++) {
      Emitted.clear();
      JobID job = submit(3, PATIENT, Tiny.on("auto"));
      awaitAnswersOfSubtasks(0, 1, 2);

      assertThat(holders().keySet()).isEqualTo(DEVICES);
      assertThat(names()).isEqualTo(Set.of(name(job, 0, 0), name(job, 1, 0), name(job, 2, 0)));
      cancel(job);
      assertThat(holders()).isEmpty();
    }
  }

  @Test
  void everySlotHoldsAnotherDeviceAfterTheJobFailedAndStartedAgain() throws Exception {
    JobID job = submit(3, PATIENT, Tiny.on("auto"));
    awaitAnswersOfSubtasks(0, 1, 2);

    FailWhenTold.tell();
    // Subtasks share no records, so Flink starts only the one anew that failed.
    await()
        .atMost(DEADLINE)
        .until(() -> names().stream().anyMatch(name -> name.endsWith("attempt 1")));
    Emitted.clear();
    awaitAnswersOfSubtasks(0, 1, 2);

    assertThat(holders().keySet()).isEqualTo(DEVICES);
    assertThat(names())
        .hasSize(3)
        .allSatisfy(name -> assertThat(name).startsWith("job " + job))
        .extracting(name -> name.replaceAll(".* subtask (\\d) .*", "$1"))
        .containsExactly("0", "1", "2");
  }

  @Test
  void moreSlotsThanDevicesFailTheTaskAndNameBothNumbers() throws Exception {
    JobID job = submit(4, HASTY, Tiny.on("auto"));

    assertThat(result(job).getSerializedThrowable().orElseThrow())
        .hasStackTraceContaining("the TaskManager has 4 task slots and 3 GPUs, held as {cuda:0=[")
        .hasStackTraceContaining(
            "; set taskmanager.numberOfTaskSlots to external-resource.gpu.amount, 3");
    assertThat(holders()).isEmpty();
  }

  @Test
  void failureInOpenReleasesTheDevice() throws Exception {
    JobID job = submit(3, PATIENT, Tiny.withoutModel("auto"));

    assertThat(result(job).getSerializedThrowable().orElseThrow())
        .hasStackTraceContaining("/nowhere");
    assertThat(holders()).isEmpty();
  }

  @Test
  void taskWaitsForADeviceThatAnotherIsAboutToRelease() throws Exception {
    JobID old = submit(3, PATIENT, Tiny.on("auto"));
    awaitAnswersOfSubtasks(0, 1, 2);
    JobID next = submit(1, PATIENT, Tiny.on("auto"));
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                Thread.getAllStackTraces().entrySet().stream()
                    .anyMatch(
                        thread ->
                            List.of(thread.getValue()).toString().contains("SlotDevices.alone")
                                && thread.getKey().getState() == Thread.State.TIMED_WAITING));
    assertThat(names()).doesNotContain(name(next, 0, 0));

    cancel(old);

    await().atMost(DEADLINE).until(() -> names().equals(Set.of(name(next, 0, 0))));
    assertThat(client.getJobStatus(next).get()).isEqualTo(JobStatus.RUNNING);
  }

  private static JobID submit(int parallelism, SlotDevices devices, GenerateSettings settings)
      throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO));
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(Duration.ofHours(1).toMillis());
    SingleOutputStreamOperator<OutputRecord> completions =
        environment
            .fromSource(
                new GatedSource<>(new PromptSequence(1_000_000, 5)),
                WatermarkStrategy.noWatermarks(),
                "prompts",
                RecordTypes.INPUT)
            .transform(
                "generate",
                RecordTypes.OUTPUT,
                new GenerateOperatorFactory(settings, devices, EngineFactory.REAL));
    completions.map(new FailWhenTold()).sinkTo(new DiscardingSink<>());
    completions
        .getSideOutput(GenerateOutputs.METRICS)
        .map(new Emitted("metrics"))
        .sinkTo(new DiscardingSink<>());
    return client.submitJob(environment.getStreamGraph().getJobGraph()).get();
  }

  private static void cancel(JobID job) throws Exception {
    client.cancel(job).get();
    result(job);
  }

  private static JobResult result(JobID job) throws Exception {
    return client.requestJobResult(job).get(60, TimeUnit.SECONDS);
  }

  /** Every one of them decoded for real. */
  private static void awaitAnswersOfSubtasks(Integer... subtasks) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                Emitted.of("metrics").stream()
                    .filter(window -> window.get("requests").asInt() > 0)
                    .map(window -> window.get("subtask_index").asInt())
                    .collect(Collectors.toSet())
                    .equals(Set.of(subtasks)));
  }

  private static Map<String, List<String>> holders() {
    return DeviceClaims.ofThisJvm().holders();
  }

  private static Set<String> names() {
    return holders().values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(JobID job, int subtask, int attempt) {
    return "job " + job + " subtask " + subtask + " attempt " + attempt;
  }
}
