package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operator in a job with real weights; its slots hold four prompts each and decode two. */
@Timeout(120)
class GenerateOperatorIT {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int HELD = 4;
  private static final Queue<Throwable> UNCAUGHT = new ConcurrentLinkedQueue<>();

  @RegisterExtension static final OperatorCluster CLUSTER = new OperatorCluster();

  @TempDir static Path folder;

  @BeforeAll
  static void noteWhatNobodyCatches() {
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> UNCAUGHT.add(error));
  }

  @AfterAll
  static void noteNothingMore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  @BeforeEach
  void forget() {
    UNCAUGHT.clear();
  }

  @Test
  void checkpointNeverWaitsForAGeneration() throws Exception {
    JobID job = submit(environment(1), new PromptSequence(1_000, Tiny.LONG));
    await().atMost(DEADLINE).until(() -> PromptSequence.READ.get() >= HELD);

    // If a checkpoint waited for a generation, each would see at least one completion come out.
    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              int before = Emitted.of("completions").size();
              CLUSTER.checkpoint(job);
              CLUSTER.checkpoint(job);
              return Emitted.of("completions").size() == before;
            });

    assertThat(PromptSequence.READ.get() - Emitted.of("completions").size())
        .as("the backlog stays in the source")
        .isLessThanOrEqualTo(HELD);
    CLUSTER.cancel(job);
    assertThat(result(job).getJobStatus()).hasToString("Optional[CANCELED]");
    assertThat(UNCAUGHT).isEmpty();
  }

  @Test
  void boundedJobEndsWhenEveryPromptIsAnsweredAndItsWindowsAddUp() throws Exception {
    JobID job = submit(environment(2), new PromptSequence(40, 7));

    assertThat(result(job).isSuccess()).isTrue();
    assertThat(Emitted.of("completions"))
        .extracting(completion -> completion.get("id").asInt())
        .doesNotHaveDuplicates()
        .hasSize(40);
    assertThat(sum("requests")).isEqualTo(40);
    assertThat(sum("completion_tokens")).isEqualTo(40 * 7);
    assertThat(sum("prompt_tokens")).isEqualTo(40 * 2);
    assertThat(Emitted.of("dead letters")).isEmpty();
  }

  @Test
  void stopsMidSequenceAndGoesOnFromTheSavepoint() throws Exception {
    PromptSequence prompts = new PromptSequence(8, Tiny.LONG);
    JobID job = submit(environment(1), prompts);
    await().atMost(DEADLINE).until(() -> PromptSequence.READ.get() >= HELD);

    String savepoint = CLUSTER.stopWithSavepoint(job, folder.toUri().toString());
    assertThat(result(job).isSuccess()).isTrue();
    int answered = Emitted.of("completions").size();
    assertThat(answered).isLessThan(8);

    Emitted.clear();
    StreamExecutionEnvironment again =
        OperatorCluster.environment(2, OperatorCluster.restoring(savepoint));
    assertThat(result(submit(again, prompts)).isSuccess()).isTrue();
    assertThat(Emitted.of("completions"))
        .extracting(completion -> completion.get("id").asInt())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(8 - answered);
    assertThat(Emitted.of("completions"))
        .filteredOn(completion -> completion.get("attempt").asInt() == 2)
        .as("prompts in flight at the savepoint")
        .hasSize(HELD);
  }

  @Test
  void engineThatOutlivesItsMailboxIsNoFailure() throws Exception {
    JobID job = submit(environment(1), new PromptSequence(1_000, Tiny.LONG));
    await().atMost(DEADLINE).until(() -> PromptSequence.READ.get() >= HELD);
    Emitted.whenClosed(GenerateOperatorIT::letTheEngineFinishItsPrompts);

    CLUSTER.stopWithSavepoint(job, folder.toUri().toString());

    assertThat(result(job).isSuccess()).isTrue();
    assertThat(UNCAUGHT).isEmpty();
  }

  /** Until it waits for prompts: all it held is finished, and no mailbox takes the results. */
  private static void letTheEngineFinishItsPrompts() {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(DEADLINE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("generate-engine"))
                    .allMatch(thread -> thread.getState() == Thread.State.WAITING));
  }

  @Test
  void operatorThatIsNotChainedToItsSourceFailsTheJob() throws Exception {
    StreamExecutionEnvironment environment = environment(1);
    environment.disableOperatorChaining();

    JobResult result = result(submit(environment, new PromptSequence(1, 1)));

    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getSerializedThrowable().orElseThrow())
        .hasStackTraceContaining("the generate operator must be chained to a gated source");
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    return OperatorCluster.environment(parallelism, new Configuration());
  }

  private static JobID submit(StreamExecutionEnvironment environment, PromptSequence prompts)
      throws Exception {
    return CLUSTER.submit(environment, prompts, Tiny.settings());
  }

  private static JobResult result(JobID job) throws Exception {
    return CLUSTER.result(job);
  }

  private static long sum(String field) {
    return Emitted.of("metrics").stream().map(w -> w.get(field)).mapToLong(JsonNode::asLong).sum();
  }
}
