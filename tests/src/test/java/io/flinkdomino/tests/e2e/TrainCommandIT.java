package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.Golden;
import io.flinkdomino.tests.support.GoldenCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code train} in a process of its own. */
@Timeout(240)
class TrainCommandIT {

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Golden TINY = Golden.tiny();

  @TempDir Path folder;

  private static String chat(GoldenCase golden, boolean answered) {
    ObjectNode row = JSON.createObjectNode().put("max_tokens", 24);
    row.putArray("messages")
        .add(JSON.createObjectNode().put("role", "user").put("content", golden.question()));
    if (answered) {
      row.withArray("messages")
          .add(JSON.createObjectNode().put("role", "assistant").put("content", golden.text()));
    }
    return row.toString();
  }

  /** Conversations, two prompts without an answer, and a line that is neither. */
  private Path conversations() throws Exception {
    List<String> lines = new ArrayList<>();
    TINY.cases().stream().limit(20).forEach(golden -> lines.add(chat(golden, true)));
    TINY.cases().stream().skip(20).limit(2).forEach(golden -> lines.add(chat(golden, false)));
    lines.add("{\"messages\": 5}");
    return Files.write(folder.resolve("chats.jsonl"), lines);
  }

  private Path heldOut() throws Exception {
    return Files.write(
        folder.resolve("held-out.jsonl"),
        TINY.cases().stream().skip(50).map(golden -> chat(golden, true)).toList());
  }

  private FlinkDominoProcess train(Path output, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--model", TINY.target().toString(), "--output", output.toString()));
    arguments.addAll(List.of("--input", conversations().toString()));
    arguments.addAll(List.of("--held-out", heldOut().toString()));
    arguments.addAll(List.of("--draft-layers", "1", "--block-size", "4", "--anchors", "8"));
    arguments.addAll(List.of("--steps", "12", "--batch-rows", "4", "--evaluate-every", "5"));
    arguments.addAll(List.of("--checkpoint-every", "2", "--threads", "1"));
    arguments.addAll(List.of(more));
    return FlinkDominoProcess.start(folder, arguments);
  }

  private static void succeeds(FlinkDominoProcess process) throws Exception {
    assertThat(process.exitCode(DEADLINE)).as(process.output()).isZero();
  }

  private static List<ObjectNode> log(Path output) throws Exception {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("training-log.jsonl"))) {
      ObjectNode node = (ObjectNode) JSON.readTree(line);
      node.remove("seconds");
      lines.add(node);
    }
    return lines;
  }

  @Test
  void killedTrainingGoesOnToTheSameLossesAndTheDrafterDrafts() throws Exception {
    Path whole = folder.resolve("whole");
    FlinkDominoProcess uninterrupted = train(whole);
    succeeds(uninterrupted);
    assertThat(uninterrupted.output())
        .contains("The target answers 2 prompts.")
        .contains("1 bad line of input left out")
        .contains("line 23: messages must be a list of at least one message, got number")
        .contains("22 rows");

    Path broken = folder.resolve("broken");
    try (FlinkDominoProcess killed = train(broken)) {
      await().atMost(DEADLINE).until(() -> Files.exists(broken.resolve("checkpoints/step-2")));
    }
    succeeds(train(broken, "--resume"));

    assertThat(log(broken)).isEqualTo(log(whole)).hasSize(12 + 3);
    assertThat(Files.readAllBytes(broken.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(whole.resolve("model.safetensors")));
    uninterrupted.assertDiscreet(
        TINY.cases().stream().limit(22).flatMap(GoldenCase::privateTexts).toList());
    draftsForItsTarget(whole);
  }

  private void draftsForItsTarget(Path drafter) throws Exception {
    List<GoldenCase> cases = TINY.cases().stream().limit(8).toList();
    List<String> prompts = new ArrayList<>();
    for (GoldenCase golden : cases) {
      ObjectNode prompt = (ObjectNode) JSON.readTree(chat(golden, false));
      prompt.put("id", golden.name()).put("max_tokens", golden.maxTokens());
      prompts.add(prompt.toString());
    }
    Path input = Files.write(folder.resolve("prompts.jsonl"), prompts);
    Path output = folder.resolve("out");
    succeeds(
        FlinkDominoProcess.start(
            folder,
            Stream.of(
                    Stream.of("generate", "--model", TINY.target().toString()),
                    Stream.of("--draft", drafter.toString(), "--input", input.toString()),
                    Stream.of("--output", output.toString(), "--verified-length", "all"))
                .flatMap(words -> words)
                .toList()));

    List<String> completions = Files.readAllLines(output.resolve("completions.jsonl"));
    assertThat(completions).hasSize(8);
    for (String line : completions) {
      JsonNode completion = JSON.readTree(line);
      GoldenCase golden =
          cases.stream()
              .filter(one -> one.name().equals(completion.get("id").asText()))
              .findFirst()
              .orElseThrow();
      assertThat(completion.get("text").asText()).isEqualTo(golden.text());
      assertThat(completion.at("/acceptance/proposed").asInt()).isPositive();
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            List.of("--block-size", "1"), List.of("block-size must be between 2 and 64, got 1")),
        Arguments.of(
            List.of("--mask-token", "640"),
            List.of(
                "mask-token must be one token of the target, or an id below its vocab_size = 640,"
                    + " got 640")),
        Arguments.of(
            List.of("--shape", Golden.parity("qwen3-domino-b8").draft().toString()),
            List.of(
                "hidden_size must be the target model's 192, got 64",
                "vocab_size must be the target model's 640, got 211",
                "num_target_layers must be the target model's 6, got 4")),
        Arguments.of(
            List.of("--draft", Golden.tiny().draft().toString(), "--kind", "dflash"),
            List.of("kind must be domino, as", "says, got dflash")),
        Arguments.of(
            List.of("--decay-ratio", "2", "--learning-rate", "0", "--batch-rows", "0"),
            List.of(
                "decay-ratio must be between 0 and 1, got 2",
                "learning-rate must be above 0 and at most 1, got 0",
                "batch-rows must be between 1 and 65536, got 0")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreNamedBeforeTheFirstStep(List<String> arguments, List<String> problems)
      throws Exception {
    Path output = folder.resolve("out");

    FlinkDominoProcess process = train(output, arguments.toArray(String[]::new));

    assertThat(process.exitCode(DEADLINE)).isEqualTo(2);
    assertThat(process.output()).contains(problems);
    assertThat(output.resolve("training-log.jsonl")).doesNotExist();
  }

  @Test
  void layerIdsBeyondTheTargetAreNamed() throws Exception {
    Path shape = Files.createDirectories(folder.resolve("shape"));
    ObjectNode config = (ObjectNode) JSON.readTree(TINY.draft().resolve("config.json").toFile());
    ((ObjectNode) config.get("dflash_config")).putArray("target_layer_ids").add(1).add(5);
    Files.writeString(shape.resolve("config.json"), config.toString());

    FlinkDominoProcess process = train(folder.resolve("out"), "--shape", shape.toString());

    assertThat(process.exitCode(DEADLINE)).isEqualTo(2);
    assertThat(process.output())
        .contains(
            "dflash_config.target_layer_ids must be between 0 and num_target_layers - 2 = 4, got"
                + " [1, 5]");
  }
}
