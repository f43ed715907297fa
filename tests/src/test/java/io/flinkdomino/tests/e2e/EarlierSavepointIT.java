package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Savepoints that hold eight prompts mid-generation and two unread ones, one of them from each
 * version of the state that there ever was. To keep one of this version, run the class with {@code
 * -Dflinkdomino.savepoint=FOLDER} and move FOLDER beside the others.
 */
@ExtendWith(SharedBroker.class)
@Timeout(180)
class EarlierSavepointIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");
  private static final String PROMPTS = "prompts.jsonl";
  private static final String METADATA = "_metadata";
  private static final int PARTITIONS = 2;
  private static final int TOKENS = 900;
  private static final int HELD = 8;
  private static final String NEVER_SAID = "no such text";

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"state-1", "state-2"})
  void earlierVersionsGoOn(String version, DemoBroker broker) throws Exception {
    Path folder = SAVEPOINTS.resolve(version);
    Topics topics = topics(broker, folder);
    goesOn(topics, send(topics, folder), folder);
  }

  @Test
  void thisVersionGoesOn(DemoBroker broker) throws Exception {
    Path folder = Path.of(System.getProperty("flinkdomino.savepoint", temporary.toString()));
    Files.createDirectories(folder);
    Files.write(folder.resolve(PROMPTS), prompts());
    Topics topics = topics(broker, folder);
    Map<SourcePosition, Prompt> sent = send(topics, folder);
    try (StreamingJob job = StreamingJob.start(topics, 1, options())) {
      await().atMost(DEADLINE).until(() -> read(topics) == HELD);
      String savepoint = job.stopWithSavepoint(temporary.toUri().toString());
      Files.copy(Path.of(URI.create(savepoint)).resolve(METADATA), folder.resolve(METADATA));
    }
    assertThat(topics.read(topics.completions())).as("completions before the savepoint").isEmpty();

    goesOn(topics, sent, folder);
  }

  private static Topics topics(DemoBroker broker, Path folder) throws Exception {
    return Topics.create(broker, "savepoint-" + folder.getFileName(), PARTITIONS);
  }

  private static void goesOn(Topics topics, Map<SourcePosition, Prompt> sent, Path folder)
      throws Exception {
    Map<String, String> options = options();
    options.put("checkpoint-interval", "1 s"); // ten a second would take turns with decoding
    options.put("flink.execution.state-recovery.path", folder.toUri().toString());
    try (StreamingJob job = StreamingJob.start(topics, 2, options)) {
      topics.awaitAnswers(sent.size(), DEADLINE);
      job.drain();
    }

    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertMetricsAddUp();
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, Map.of());
    assertThat(answers.completions())
        .filteredOn(completion -> completion.get("attempt").asInt() == 2)
        .as("prompts in flight at the savepoint")
        .hasSize(HELD);
  }

  private static long read(Topics topics) throws Exception {
    return topics.committedPositions().values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<SourcePosition, Prompt> send(Topics topics, Path folder) throws Exception {
    List<Prompt> prompts = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(PROMPTS))) {
      byte[] value = line.getBytes(StandardCharsets.UTF_8);
      prompts.add(new Prompt(prompts.size(), value, new Prompt.Count(TOKENS)));
    }
    return topics.produce(prompts);
  }

  private static List<String> prompts() {
    return IntStream.range(0, HELD + 2)
        .mapToObj(
            i ->
                """
                {"id": "held-%d", "prompt_token_ids": [1, 286], "max_tokens": %d, \
                "ignore_eos": true, "seed": %d, "temperature": %d, "logprobs": %d, \
                "return_decode_trace": %b, "stop": ["%s"]}"""
                    .formatted(i, TOKENS, i, i % 2, i % 3, i % 4 == 0, NEVER_SAID))
        .toList();
  }

  private static Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("max-batch", "4");
    options.put("in-flight", Integer.toString(HELD));
    options.put("checkpoint-interval", "100 ms");
    // The state then lies in the savepoint's one file.
    options.put("flink." + CheckpointingOptions.FS_SMALL_FILE_THRESHOLD.key(), "1 mb");
    return options;
  }
}
