package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.AvroPrompts;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The options that change what goes in and what comes out. */
@ExtendWith(SharedBroker.class)
@Timeout(120)
class VariantsIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Test
  void avroInAndOut(DemoBroker broker) throws Exception {
    List<Prompt> prompts = new ArrayList<>(AvroPrompts.of(Workload.valid(0, 48)));
    prompts.add(new Prompt(48, null, new Prompt.DeadLetter(FailureReason.TOMBSTONE)));
    prompts.add(
        new Prompt(
            49,
            "{\"prompt\": \"JSON\"}".getBytes(StandardCharsets.UTF_8),
            new Prompt.DeadLetter(FailureReason.UNREADABLE)));
    Topics topics = Topics.create(broker, "avro", 4);
    Map<SourcePosition, Prompt> sent = topics.produce(prompts);

    run(topics, prompts.size(), Map.of("prompt-format", "avro", "output-format", "avro"));

    Answers answers = Answers.read(topics, WireFormat.AVRO);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(prompts));
    answers.assertMetricsAddUp();
  }

  @Test
  void patternReadsEveryTopicThatMatches(DemoBroker broker) throws Exception {
    List<Prompt> prompts = Workload.valid(0, 40);
    Topics topics = Topics.create(broker, "pattern", 2);
    topics.addPromptTopic("pattern-more-prompts", 2);
    Map<SourcePosition, Prompt> sent = topics.produce(prompts);

    run(topics, prompts.size(), Map.of("prompt-topic-pattern", "pattern-.*prompts"));

    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertOneEach(sent);
    assertThat(sent.keySet()).extracting(SourcePosition::topic).contains("pattern-more-prompts");
    answers.assertTokensEqual(sent, TargetOnly.decode(prompts));
  }

  @Test
  void completionLargerThanTheTopicTakesIsADeadLetterAndNoRestart(DemoBroker broker)
      throws Exception {
    List<Prompt> prompts = new ArrayList<>(Workload.valid(0, 20));
    prompts.add(completionOfManyKilobytes(20));
    Topics topics = Topics.create(broker, "large", 2);
    Map<SourcePosition, Prompt> sent = topics.produce(prompts);

    run(topics, prompts.size(), Map.of("max-record-size", "16 kb", "verified-length", "all"));

    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertOneEach(sent);
    answers.assertMetricsAddUp();
    JsonNode letter = answers.deadLetters().get(0);
    assertThat(letter.get("id").asText()).isEqualTo("large");
    assertThat(letter.get("message").asText())
        .startsWith("completion must be at most 16384 bytes with key and headers, got ");
  }

  /** Hundreds of decode steps of sixteen drafts each, all of them listed. */
  private static Prompt completionOfManyKilobytes(int number) {
    String json =
        """
        {"id": "large", "prompt_token_ids": [1, 286], "max_tokens": 900, "ignore_eos": true,
         "return_decode_trace": true}""";
    return new Prompt(
        number,
        json.getBytes(StandardCharsets.UTF_8),
        new Prompt.DeadLetter(FailureReason.COMPLETION_TOO_LARGE));
  }

  private static void run(Topics topics, int answers, Map<String, String> options)
      throws Exception {
    try (StreamingJob job = StreamingJob.start(topics, 2, options)) {
      topics.awaitAnswers(answers, DEADLINE);
      assertThat(job.failures()).isZero();
      job.drain();
    }
  }
}
