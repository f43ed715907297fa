package io.flinkdomino.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.chaos.agent.Poison;
import io.flinkdomino.chaos.cluster.Await;
import io.flinkdomino.chaos.cluster.Cluster;
import io.flinkdomino.chaos.cluster.RunFolder;
import io.flinkdomino.chaos.workload.Answer;
import io.flinkdomino.chaos.workload.Difference;
import io.flinkdomino.chaos.workload.TargetAlone;
import io.flinkdomino.chaos.workload.Traffic;
import io.flinkdomino.chaos.workload.Workload;
import io.flinkdomino.runtime.emit.GenerationResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One prompt that breaks every step it takes part in, among forty good ones. */
@Timeout(240)
class PoisonIT {

  private static final int PROMPTS = 41;
  private static final int POISON = 3;
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The poison acts in the first step; the first checkpoint may begin no earlier than this. */
  private static final Map<String, String> LATE_CHECKPOINTS =
      Map.of("execution.checkpointing.min-pause", "8 s");

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(8);

  private static final Map<String, String> OPTIONS =
      Map.of(
          "max-batch", "8",
          "verified-length", "4",
          "kv-memory", "192 mb",
          "max-attempts", Integer.toString(MAX_ATTEMPTS));

  @Test
  void promptThatAbortsTheProcessBecomesADeadLetter() throws Exception {
    Result result = run("poison-abort-it", Poison.ABORT + "-1");

    assertThat(result.deaths()).isBetween(1, MAX_ATTEMPTS);
    result.assertOnlyThePoisonIsADeadLetter();
  }

  @Test
  void promptThatBreaksTheEngineBecomesADeadLetterWithoutARestart() throws Exception {
    Result result = run("poison-throw-it", Poison.THROW + "-1");

    assertThat(result.deaths()).isZero();
    assertThat(result.failures()).as("failures that Flink saw").isZero();
    result.assertOnlyThePoisonIsADeadLetter();
  }

  /**
   * What came of it.
   *
   * @param deaths of TaskManagers
   * @param failures of the job
   */
  private record Result(
      Workload workload, List<Answer> answers, int deaths, int failures, String state) {

    void assertOnlyThePoisonIsADeadLetter() {
      Set<Integer> prompts = new HashSet<>();
      Map<Integer, GenerationResult> alone = TargetAlone.decode(workload);
      for (Answer answer : answers) {
        int prompt = answer.prompt();
        assertThat(prompts.add(prompt)).as("first answer of prompt %d", prompt).isTrue();
        assertThat(answer.reason())
            .as("prompt %d", prompt)
            .isEqualTo(prompt == POISON ? "ATTEMPTS_EXHAUSTED" : "");
        if (prompt != POISON) {
          GenerationResult expected = alone.get(workload.variant(prompt));
          assertThat(Difference.between(prompt, workload.tokens(prompt), answer.tokens(), expected))
              .isEmpty();
        }
      }
      assertThat(prompts).hasSize(PROMPTS);
      assertThat(state).isEqualTo("RUNNING");
    }
  }

  private static Result run(String name, String poison) throws Exception {
    RunFolder folder =
        RunFolder.renew(Repository.root().resolve("tests/chaos/target").resolve(name));
    Workload workload = new Workload(8, 64, 40, 120).with(POISON, poison);
    try (Cluster cluster = Cluster.start(folder, 2, CHECKPOINT_INTERVAL, LATE_CHECKPOINTS);
        Traffic traffic = Traffic.start(cluster.broker().bootstrapServers(), workload, PROMPTS)) {
      Await.until("prompts in the topic", LIMIT, () -> traffic.sent() == PROMPTS);
      traffic.stopFeeding();
      @Nullable String nothing = null;
      String job = cluster.submit(1, nothing, Map.of(), OPTIONS);
      int[] deaths = {0};
      Await.happens(
          LIMIT,
          () -> {
            deaths[0] += cluster.restartTaskManagers();
            return traffic.isAllAnswered();
          });
      return new Result(
          workload,
          traffic.answers(),
          deaths[0],
          cluster.rest().failures(job),
          cluster.rest().state(job));
    }
  }
}
