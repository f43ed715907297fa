package io.flinkdomino.tests.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.cli.ExitCodes;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.FailOnKeyPartitioner;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole run of the packaged program, its own log at DEBUG and all others at INFO. */
@ExtendWith(SharedBroker.class)
@Timeout(180)
class LogsIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** Part of every text that is nobody's business; no log may hold it in any case. */
  private static final String MARKER = "zqxprivate";

  /** {@code 12:00:00.000 INFO io.flinkdomino.job.X what happened key=value}. */
  private static final Pattern OWN_LINE =
      Pattern.compile("[0-9:.]{12} [A-Z]+ +io\\.flinkdomino\\.[A-Za-z.]+ (.*)");

  private static final Pattern WORDS_AND_KEYS =
      Pattern.compile("[a-z][a-z ]+[a-z]( [a-zA-Z]+=\\S+)+");

  /** The marker's bytes as Java prints an array of them. */
  private static final String AS_NUMBERS = "122, 113, 120, 112, 114";

  private static final List<String> VALID =
      List.of(
          "{'id': 'one', 'prompt': 'MARK a', 'max_tokens': 4, 'metadata': {'MARK': 'MARK'}}",
          "{'id': 'two words', 'max_tokens': 4, 'messages': [{'role': 'user', 'content': 'MARK'}]}",
          "{'prompt_token_ids': [1, 286], 'max_tokens': 4, 'metadata': {'tenant': 'MARK'}}",
          "{'prompt': 'MARK', 'max_tokens': 4, 'stop': ['MARK'], 'temperature': 1, 'logprobs': 2}");

  private static final List<String> INVALID =
      List.of(
          "MARK",
          "{'id': 'refused', 'prompt': 'MARK",
          "{'prompt': 'MARK'} {'prompt': 'MARK'}",
          "{'prompt': 'MARK', 'prompt': 'MARK'}",
          "{'prompt': 'MARK \\ud83d'}",
          "{'MARK': [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
          "['MARK']",
          "{'id': 'refused', 'prompt': 'MARK', 'MARK': 5}",
          "{'id': 'refused', 'prompt': 'MARK', 'a MARK name': 5}",
          "{'id': 'refused', 'prompt': 'MARK', 'max_tokens': 'MARK'}",
          "{'prompt': 'MARK', 'max_tokens': 0}",
          "{'prompt': 'MARK', 'temperature': 'MARK'}",
          "{'prompt': 'MARK', 'stop': ['MARK', '']}",
          "{'prompt': 'MARK', 'stop': {'MARK': 'MARK'}}",
          "{'prompt': 'MARK', 'stop': 'MARK', 'banned_token_ids': [640]}",
          "{'prompt': 'MARK', 'logit_bias': {'MARK': 1}}",
          "{'prompt': 'MARK', 'prompt_token_ids': [5]}",
          "{'prompt': ['MARK']}",
          "{'messages': [{'role': 'MARK', 'content': 5}]}",
          "{'messages': [{'role': 'user', 'content': ['MARK']}]}",
          "{'messages': [{'role': 'user', 'content': 'MARK', 'MARK': 'MARK'}]}",
          "{'messages': 'MARK'}",
          "{'prompt': 'MARK', 'metadata': {'MARK': ['MARK']}}",
          "{'prompt': 'MARK', 'metadata': 'MARK'}");

  private static final String TOO_LONG = "{'prompt': '" + "MARK ".repeat(2_000) + "'}";
  private static final String TOO_LARGE_ANSWER =
      "{'prompt_token_ids': [1, 286], 'max_tokens': 2, 'metadata': {'tenant': '"
          + "MARK".repeat(1_600)
          + "'}}";

  @TempDir Path folder;

  private int sent;

  @Test
  void tellsWhatHappenedToWhichRequestAndNothingOfItsTexts(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "logs", 1);
    Map<String, String> options = StreamingJob.options(topics, 1);
    options.put("kafka.producer.partitioner.class", FailOnKeyPartitioner.class.getName());
    options.put("flink.restart-strategy.type", "fixed-delay");
    options.put("flink.restart-strategy.fixed-delay.attempts", "1");
    options.put("flink.restart-strategy.fixed-delay.delay", "0 s");
    options.put("max-record-size", "16 kb");
    try (FlinkDominoProcess process =
        FlinkDominoProcess.start(folder, FlinkDominoProcess.run(options))) {
      process.awaitOutput("Running until Ctrl-C", DEADLINE);
      for (String prompt : VALID) {
        send(topics, prompt);
      }
      for (String prompt : INVALID) {
        send(topics, prompt);
      }
      send(topics, TOO_LONG);
      send(topics, TOO_LARGE_ANSWER);
      send(topics, null);
      topics.awaitAnswers(sent, DEADLINE);

      Answers answers = Answers.read(topics, WireFormat.JSON);
      assertThat(answers.completions()).hasSize(VALID.size());
      assertThat(answers.deadLetters()).hasSize(INVALID.size() + 3);
      assertEveryRequestIsNamed(process, answers);

      topics.send(FailOnKeyPartitioner.key(), json(VALID.get(0)));
      assertThat(process.exitCode(DEADLINE)).isEqualTo(ExitCodes.FAILED);

      assertThat(process.output())
          .contains("flink-domino run failed", FailOnKeyPartitioner.MESSAGE)
          .doesNotContainIgnoringCase(MARKER)
          .doesNotContain(new String(FailOnKeyPartitioner.key(), UTF_8), AS_NUMBERS);
      process.assertDiscreet(List.of(MARKER));
      assertOwnLinesAreKeysAndValues(process);
    }
  }

  private void send(Topics topics, @Nullable String prompt) throws Exception {
    byte[] secret = bytes(MARKER + "-key");
    topics.send(
        secret,
        prompt == null ? null : json(prompt),
        new RecordHeader("trace", secret),
        new RecordHeader(MARKER + "-name", secret));
    sent++;
  }

  private static void assertEveryRequestIsNamed(FlinkDominoProcess process, Answers answers)
      throws Exception {
    String log = process.output();
    assertThat(answers.completions())
        .allSatisfy(
            answer ->
                assertThat(log)
                    .contains(
                        "completion emitted request="
                            + answer.get("id").asText().replace(' ', '_')
                            + " "));
    assertThat(log).contains("dead letter emitted request=refused reason=INVALID_FIELD");
    assertThat(log.lines().filter(line -> line.contains("dead letter emitted")))
        .hasSize(answers.deadLetters().size());
  }

  private static void assertOwnLinesAreKeysAndValues(FlinkDominoProcess process) throws Exception {
    List<String> own =
        process
            .output()
            .lines()
            .map(OWN_LINE::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    assertThat(own).hasSizeGreaterThan(VALID.size() + INVALID.size());
    assertThat(own).allMatch(line -> WORDS_AND_KEYS.matcher(line).matches());
  }

  private static byte[] json(String prompt) {
    return bytes(prompt.replace('\'', '"').replace("MARK", MARKER));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
