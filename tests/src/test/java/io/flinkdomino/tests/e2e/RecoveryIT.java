package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.FailOncePartitioner;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing is doubled, whatever ends the job and however it comes back. */
@ExtendWith(SharedBroker.class)
@Timeout(180)
class RecoveryIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int PARTITIONS = 8;

  /** Longer than it takes to see the first answers, so that checkpoints hold them unfinished. */
  private static final int LASTING_TOKENS = 400;

  @TempDir Path folder;

  private final Map<SourcePosition, Prompt> sent = new HashMap<>();

  @Test
  void failedTaskGoesOnWithThePromptsItHeld(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "failure", PARTITIONS);
    sent.putAll(topics.produce(Workload.lasting(0, PARTITIONS, LASTING_TOKENS)));
    sent.putAll(topics.produce(Workload.mixed(150)));
    Map<String, String> options = slowOptions();
    Path failure = folder.resolve("failure");
    options.putAll(FailOncePartitioner.options(failure));
    options.put("flink.restart-strategy.type", "fixed-delay");
    options.put("flink.restart-strategy.fixed-delay.attempts", "1");
    options.put("flink.restart-strategy.fixed-delay.delay", "0 s");

    try (StreamingJob job = StreamingJob.start(topics, 2, options)) {
      topics.awaitAnswers(10, DEADLINE);
      FailOncePartitioner.arm(failure, topics.completions());
      sent.putAll(topics.produce(Workload.valid(1_000, 40)));
      topics.awaitAnswers(sent.size(), DEADLINE);
      assertThat(FailOncePartitioner.hasFailed(failure)).isTrue();
      assertThat(job.failures()).isEqualTo(1);
      job.drain();
    }

    assertAllAnsweredOverARecovery(topics);
  }

  @Test
  void rescaledJobGoesOnWithThePromptsItHeld(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "rescale", PARTITIONS);
    sent.putAll(topics.produce(Workload.lasting(0, PARTITIONS, LASTING_TOKENS)));
    sent.putAll(topics.produce(Workload.mixed(90)));
    String savepoint;
    try (StreamingJob two = StreamingJob.start(topics, 2, slowOptions())) {
      topics.awaitAnswers(10, DEADLINE);
      savepoint = two.stopWithSavepoint(folder.resolve("savepoint").toUri().toString());
      assertThat(two.result().isSuccess()).isTrue();
    }

    sent.putAll(topics.produce(Workload.lasting(8, PARTITIONS, LASTING_TOKENS)));
    sent.putAll(topics.produce(Workload.valid(1_000, 30)));
    Map<String, String> options = slowOptions();
    options.put("checkpoint-dir", folder.resolve("checkpoints").toUri().toString());
    options.put("flink.execution.state-recovery.path", savepoint);
    try (StreamingJob one = StreamingJob.start(topics, 1, options)) {
      topics.awaitAnswers(60, DEADLINE);
      one.cancel();
    }

    sent.putAll(topics.produce(Workload.valid(2_000, 30)));
    options.remove("flink.execution.state-recovery.path");
    try (StreamingJob two = StreamingJob.start(topics, 2, options)) {
      assertThat(two.restoredFrom().orElseThrow()).contains("checkpoints").contains("chk-");
      topics.awaitAnswers(sent.size(), DEADLINE);
      two.drain();
    }

    assertAllAnsweredOverARecovery(topics);
  }

  /** A small batch, so that every checkpoint finds prompts unfinished. */
  private static Map<String, String> slowOptions() {
    Map<String, String> options = new HashMap<>();
    options.put("max-batch", "4");
    options.put("checkpoint-interval", "300 ms");
    return options;
  }

  private void assertAllAnsweredOverARecovery(Topics topics) {
    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(sent.values()));
    answers.assertMetricsAddUp();
    assertThat(answers.completions())
        .extracting(RecoveryIT::attempt)
        .as("some prompts were in flight when the job ended")
        .contains(2);
  }

  private static int attempt(JsonNode completion) {
    return completion.get("attempt").asInt();
  }
}
