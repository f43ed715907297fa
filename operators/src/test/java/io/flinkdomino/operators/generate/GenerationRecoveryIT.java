package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.operators.attempts.FailurePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts in flight outlive their engine and their task; slots hold four and decode two. */
@Timeout(120)
class GenerationRecoveryIT {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int HELD = 4;

  @RegisterExtension static final OperatorCluster CLUSTER = new OperatorCluster();

  @TempDir static Path folder;

  private static JobID submit(PromptSequence prompts, Configuration configuration)
      throws Exception {
    return CLUSTER.submit(
        OperatorCluster.environment(1, configuration), prompts, Tiny.drafting(HELD));
  }

  /** The law: every slot is in the middle of a step that does not end. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checkpointsAndSavepointsCompleteWhileAStepHangs(boolean unaligned) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, unaligned);
    JobID job = submit(new PromptSequence(1_000, Tiny.LONG), configuration);
    await().atMost(DEADLINE).until(() -> Troubles.decodedTokens() > 20);
    Troubles.hold();
    await().atMost(DEADLINE).until(() -> Troubles.holding() == 1);
    long decoded = Troubles.decodedTokens();

    CLUSTER.checkpoint(job);
    CLUSTER.savepoint(job, folder.toUri().toString());
    String stopped = CLUSTER.stopWithSavepoint(job, folder.toUri().toString());

    assertThat(CLUSTER.result(job).isSuccess()).isTrue();
    assertThat(Troubles.decodedTokens()).as("no step ended").isEqualTo(decoded);
    assertThat(stopped).isNotEmpty();
  }

  @Test
  void nothingIsDecodedAgainAfterASavepoint() throws Exception {
    PromptSequence prompts = new PromptSequence(6, Tiny.LONG);
    JobID job = submit(prompts, new Configuration());
    await().atMost(DEADLINE).until(() -> Troubles.decodedTokens() > 100);
    String savepoint = CLUSTER.stopWithSavepoint(job, folder.toUri().toString());
    assertThat(CLUSTER.result(job).isSuccess()).isTrue();
    long before = Troubles.decodedTokens();
    assertThat(before).as("in the middle").isLessThan(6L * Tiny.LONG);
    long answered = Emitted.of("completions").size();
    assertThat(answered).isLessThan(6);

    JobID again = submit(prompts, OperatorCluster.restoring(savepoint));

    assertThat(CLUSTER.result(again).isSuccess()).isTrue();
    // The engine ran on from the savepoint until the task closed it; those tokens came twice.
    assertThat(Troubles.decodedTokens()).isLessThan(6L * Tiny.LONG + 200);
    assertEachOnce(6);
    Map<Integer, Integer> attempts =
        Emitted.of("completions").stream()
            .collect(Collectors.toMap(c -> c.get("id").asInt(), c -> c.get("attempt").asInt()));
    assertThat(attempts.values()).containsOnly(1, 2);
  }

  @Test
  void engineThatFailsIsOpenedAgainAndItsPromptsGoOn() throws Exception {
    JobID job = submit(new PromptSequence(8, 60), new Configuration());
    for (int failures = 1; failures <= 3; failures++) {
      long decoded = Troubles.decodedTokens() + 40;
      await().atMost(DEADLINE).until(() -> Troubles.decodedTokens() > decoded);
      Troubles.breakOnce();
      int opened = failures + 1;
      await().atMost(DEADLINE).until(() -> Troubles.opened() == opened);
    }

    assertThat(CLUSTER.result(job).isSuccess()).as("no restart was allowed").isTrue();
    assertEachOnce(8);
    assertThat(Emitted.of("dead letters")).isEmpty();
    assertThat(Troubles.decodedTokens()).as("no token twice").isEqualTo(8 * 60);
    assertThat(sum("completion_tokens")).isEqualTo(8 * 60);
    assertThat(sum("num_drafts"))
        .isEqualTo(
            Emitted.of("completions").stream()
                .mapToLong(completion -> completion.at("/acceptance/steps").asLong())
                .sum());
  }

  @Test
  void promptThatBreaksTheEngineIsGivenUpAndCostsNobodyElse() throws Exception {
    String fine =
        """
        {"id": "NUMBER", "prompt_token_ids": [1, 286], "max_tokens": 30, "ignore_eos": true}""";
    String poison =
        """
        {"id": "NUMBER", "prompt_token_ids": [%d, 286], "max_tokens": 30, "ignore_eos": true}"""
            .formatted(Troubles.POISON);

    JobID job =
        submit(
            PromptSequence.of(fine, fine, poison, fine, poison, fine, fine, fine),
            new Configuration());

    assertThat(CLUSTER.result(job).isSuccess()).as("no restart was allowed").isTrue();
    assertThat(Emitted.of("completions"))
        .extracting(completion -> completion.get("id").asInt())
        .containsExactlyInAnyOrder(0, 1, 3, 5, 6, 7);
    assertThat(Emitted.of("dead letters"))
        .allSatisfy(
            letter -> assertThat(letter.get("reason").asText()).isEqualTo("ATTEMPTS_EXHAUSTED"))
        .extracting(letter -> letter.get("id").asInt())
        .containsExactlyInAnyOrder(2, 4);
    assertThat(Troubles.decodedTokens()).as("no token twice").isEqualTo(6 * 30);
  }

  @Test
  void brokenEngineFailsTheJobInsteadOfGivingUpItsPrompts() throws Exception {
    Troubles.breakAll();

    JobResult result = CLUSTER.result(submit(new PromptSequence(100, 30), new Configuration()));

    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getSerializedThrowable().orElseThrow())
        .hasStackTraceContaining("the decode engine failed")
        .hasStackTraceContaining("planted");
    assertThat(Emitted.of("dead letters")).as("two prompts at most").hasSizeLessThanOrEqualTo(2);
  }

  /** Restarts are allowed here, and would only repeat it. */
  @Test
  void tooManyDeadLettersStopTheJobForGood() throws Exception {
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    FailurePolicy policy = new FailurePolicy(3, null, 50, 100);
    String good =
        """
        {"id": "NUMBER", "prompt_token_ids": [1, 286], "max_tokens": 3, "ignore_eos": true}""";
    String[] prompts = new String[60];
    Arrays.setAll(prompts, i -> i < 15 ? good : "no JSON");

    JobID job =
        CLUSTER.submit(
            OperatorCluster.environment(1, restarts),
            PromptSequence.of(prompts),
            Tiny.failing(policy));
    JobResult result = CLUSTER.result(job);

    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getSerializedThrowable().orElseThrow())
        .hasStackTraceContaining("max-dead-letter-percent is 50.0, but")
        .hasStackTraceContaining("most of them with reason UNREADABLE");
    assertThat(Troubles.opened()).as("no restart").isEqualTo(1);
    assertThat(Emitted.of("dead letters")).as("half and one more").hasSizeBetween(10, 16);
  }

  private static void assertEachOnce(int prompts) {
    List<JsonNode> completions = Emitted.of("completions");
    assertThat(completions)
        .extracting(completion -> completion.get("id").asInt())
        .doesNotHaveDuplicates()
        .hasSize(prompts);
  }

  private static long sum(String field) {
    return Emitted.of("metrics").stream().map(w -> w.get(field)).mapToLong(JsonNode::asLong).sum();
  }
}
