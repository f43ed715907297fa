package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.InvalidPrompts;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Prompts from a plain Kafka producer through a cluster of two task slots. */
@ExtendWith(SharedBroker.class)
@Timeout(180)
class EndToEndIT {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @Test
  void everyPromptIsAnsweredOnceWithTheTargetsOwnTokens(DemoBroker broker) throws Exception {
    List<Prompt> prompts = Workload.mixed(500);
    assertThat(InvalidPrompts.all()).hasSize(30);
    Topics topics = Topics.create(broker, "everything", 8);
    Map<SourcePosition, Prompt> sent = topics.produce(prompts);

    try (StreamingJob job = StreamingJob.start(topics, 2, Map.of())) {
      topics.awaitAnswers(prompts.size(), DEADLINE);
      job.drain();
    }

    Answers answers = Answers.read(topics, WireFormat.JSON);
    assertThat(answers.completions()).hasSize(470);
    assertThat(answers.deadLetters()).hasSize(30);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(prompts));
    answers.assertMetricsAddUp();
  }
}
