package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.ExampleProgram;
import io.flinkdomino.tests.support.Golden;
import io.flinkdomino.tests.support.GoldenCase;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example programs in JVMs of their own, against broker and job. */
@ExtendWith(SharedBroker.class)
@Timeout(120)
class ExamplesIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"Json, json", "Avro, avro"})
  void questionsComeBackAnswered(String name, String format, DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "examples-" + format, 2);
    List<String> questions =
        Golden.tiny().cases().stream().limit(5).map(GoldenCase::question).toList();
    Path client = Files.writeString(folder.resolve("client.properties"), "client.id=example\n");

    ExampleProgram submit = new ExampleProgram("Submit" + name + "Prompts", folder);
    int submitted =
        submit.run(questions, topics.bootstrapServers(), topics.prompts(), client.toString());
    assertThat(submitted).as(submit.output()).isZero();
    assertThat(submit.output().lines()).hasSize(5).allMatch(line -> line.startsWith("example-"));

    ExampleProgram read = new ExampleProgram("Read" + name + "Completions", folder);
    try (StreamingJob job =
        StreamingJob.start(topics, 1, Map.of("prompt-format", format, "output-format", format))) {
      topics.awaitAnswers(5, DEADLINE);
      int ended = read.run(List.of(), topics.bootstrapServers(), topics.completions(), "5");
      assertThat(ended).as(read.output()).isZero();
      job.drain();
    }

    Answers answers = Answers.read(topics, WireFormat.valueOf(name.toUpperCase(Locale.ROOT)));
    assertThat(answers.deadLetters()).isEmpty();
    assertThat(answers.completions()).hasSize(5);
    for (JsonNode completion : answers.completions()) {
      assertThat(read.output())
          .contains(completion.get("id").asText() + " [")
          .contains("per verification]: " + completion.get("text").asText());
    }
  }

  @Test
  void wrongUsageIsOneClearError() throws Exception {
    ExampleProgram read = new ExampleProgram("ReadJsonCompletions", folder);
    assertThat(read.run(List.of(), "localhost:1", "completions")).isEqualTo(2);
    assertThat(read.output().lines())
        .containsExactly(
            "arguments must be 3 or 4, got 2",
            "Usage: ReadJsonCompletions BOOTSTRAP_SERVERS TOPIC COUNT [CLIENT_PROPERTIES]");
    assertThat(read.run(List.of(), "localhost:1", "completions", "none")).isEqualTo(2);
    assertThat(read.output()).startsWith("COUNT must be a whole number from 1, got none");

    ExampleProgram submit = new ExampleProgram("SubmitAvroPrompts", folder);
    assertThat(submit.run(List.of(), "localhost:1", "prompts", "/no/such/file")).isEqualTo(2);
    assertThat(submit.output())
        .startsWith("CLIENT_PROPERTIES must be a file that can be read, got /no/such/file");
  }
}
