package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.GoldenCase;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} in a process of its own, stopped by a signal and started again. */
@ExtendWith(SharedBroker.class)
@Timeout(180)
class RunCommandIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir Path folder;

  private final Map<SourcePosition, Prompt> sent = new HashMap<>();

  @Test
  void signalFinishesWhatIsInFlightAndTheNextRunGoesOnBehindIt(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "signal", 2);
    try (FlinkDominoProcess first = FlinkDominoProcess.start(folder, arguments(topics))) {
      first.awaitOutput("Running until Ctrl-C", DEADLINE);
      sent.putAll(topics.produce(Workload.lasting(0, 4, 600)));
      sent.putAll(topics.produce(Workload.valid(0, 300)));
      topics.awaitAnswers(5, DEADLINE);

      first.terminate();
      assertThat(first.exitCode(DEADLINE)).isEqualTo(SIGTERM_EXIT);

      assertThat(first.output()).contains("Stopped; everything is committed.");
      assertThat(first.children()).isEmpty();
      first.assertDiscreet(
          Workload.decidedCases().stream().flatMap(GoldenCase::privateTexts).toList());
    }
    assertReadIsAnswered(topics);

    try (FlinkDominoProcess second = FlinkDominoProcess.start(folder, arguments(topics))) {
      topics.awaitAnswers(sent.size(), DEADLINE);
      second.terminate();
      assertThat(second.exitCode(DEADLINE)).isEqualTo(SIGTERM_EXIT);
    }
    assertEachIsAnsweredOnce(topics);
  }

  @Test
  void signalKeepsWhatIsInFlightForTheNextRun(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "keep", 2);
    List<String> arguments = new ArrayList<>(arguments(topics));
    arguments.addAll(List.of("--on-stop", "keep"));
    arguments.addAll(List.of("--checkpoint-dir", folder.resolve("kept").toString()));
    sent.putAll(topics.produce(Workload.lasting(0, 40, 900)));
    sent.putAll(topics.produce(Workload.valid(0, 30)));
    try (FlinkDominoProcess first = FlinkDominoProcess.start(folder, arguments)) {
      topics.awaitAnswers(1, DEADLINE);

      first.terminate();
      assertThat(first.exitCode(DEADLINE)).isEqualTo(SIGTERM_EXIT);
      assertThat(first.output()).contains("Stopped; the next run");
    }
    long read = topics.committedPositions().values().stream().mapToLong(Long::longValue).sum();
    assertThat(Answers.read(topics, WireFormat.JSON).completions())
        .as("read, but not finished")
        .hasSizeLessThan(Math.toIntExact(read));

    try (FlinkDominoProcess second = FlinkDominoProcess.start(folder, arguments)) {
      second.awaitOutput("Going on from", DEADLINE);
      topics.awaitAnswers(sent.size(), DEADLINE.multipliedBy(2));
      second.terminate();
      assertThat(second.exitCode(DEADLINE)).isEqualTo(SIGTERM_EXIT);
    }
    assertEachIsAnsweredOnce(topics);
  }

  private void assertEachIsAnsweredOnce(Topics topics) {
    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(sent.values()));
    answers.assertMetricsAddUp();
  }

  /** The group's positions lie right behind what is answered: the next run starts there. */
  private static void assertReadIsAnswered(Topics topics) throws Exception {
    Map<TopicPartition, Long> positions = topics.committedPositions();
    Set<SourcePosition> answered =
        Answers.read(topics, WireFormat.JSON).completions().stream()
            .map(SourcePosition::of)
            .collect(Collectors.toSet());
    for (SourcePosition position : answered) {
      assertThat(position.offset())
          .as("committed positions %s", positions)
          .isLessThan(positions.get(new TopicPartition(position.topic(), position.partition())));
    }
    assertThat(answered).hasSize(positions.values().stream().mapToInt(Long::intValue).sum());
  }

  @Test
  void topicsThatAreMissingAreWrongOptions(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "missing", 1);
    List<String> arguments = new ArrayList<>(arguments(topics));
    arguments.set(arguments.indexOf(topics.metrics()), "no-such-metrics");
    arguments.set(arguments.indexOf(topics.prompts()), "no-such-prompts");
    try (FlinkDominoProcess process = FlinkDominoProcess.start(folder, arguments)) {
      assertThat(process.exitCode(DEADLINE)).isEqualTo(2);
      assertThat(process.output())
          .contains("topic no-such-prompts must exist", "topic no-such-metrics must exist")
          .doesNotContain("Dashboard");
    }
  }

  private static List<String> arguments(Topics topics) {
    Map<String, String> options = StreamingJob.options(topics, 2);
    options.put("max-batch", "4");
    return FlinkDominoProcess.run(options);
  }
}
