package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate} in a process of its own, from a file to files. */
@Timeout(120)
class GenerateCommandIT {

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Closer than this, another batch shape may decide differently. */
  private static final double ROUNDING = 1e-3;

  @TempDir Path folder;

  @Test
  void bundledModelAnswersChatsAsTheReferenceDid() throws Exception {
    Golden tiny = Golden.tiny();

    FlinkDominoProcess process =
        generate(tiny, tiny.cases().stream().map(GenerateCommandIT::chat).toList());

    Map<String, JsonNode> completions = completions();
    assertEqual(tiny, completions);
    for (GoldenCase expected : tiny.cases()) {
      assertThat(completions.get(expected.name()).get("text").asText()).isEqualTo(expected.text());
    }
    assertThat(acceptanceLength(completions)).isEqualTo(3.52, within(0.005));
    assertThat(Files.readString(folder.resolve("out/errors.jsonl"))).isEmpty();
    process.assertDiscreet(tiny.cases().stream().flatMap(GoldenCase::privateTexts).toList());
  }

  @Test
  void modelWithoutTokenizerContinuesTokenIdsAsTheReferenceDid() throws Exception {
    Golden parity = Golden.parity("qwen3-domino-b8");
    List<ObjectNode> prompts =
        new ArrayList<>(parity.cases().stream().map(GenerateCommandIT::ids).toList());
    prompts.add(JSON.createObjectNode().put("id", "text").put("prompt", "no tokenizer here"));

    generate(parity, prompts);

    Map<String, JsonNode> completions = completions();
    assertEqual(parity, completions);
    assertThat(completions.values()).allSatisfy(c -> assertThat(c.get("text").isNull()).isTrue());
    JsonNode error = JSON.readTree(Files.readString(folder.resolve("out/errors.jsonl")));
    assertThat(error.get("id").asText()).isEqualTo("text");
    assertThat(error.get("reason").asText()).isEqualTo("INVALID_FIELD");
  }

  @Test
  void sampledCompletionsAreLinesOfTheirOwnAndTheSameWithoutDrafter() throws Exception {
    List<ObjectNode> prompts =
        new ArrayList<>(
            Golden.tiny().cases().stream().limit(8).map(GenerateCommandIT::sampled).toList());
    prompts.add(
        sampled(Golden.tiny().cases().get(8)).put("id", "late").put("deadline_epoch_ms", 1));

    generate(Golden.tiny(), prompts);
    Map<String, JsonNode> drafted = byIdAndIndex();
    JsonNode error = JSON.readTree(Files.readString(folder.resolve("out/errors.jsonl")));
    generate(Golden.tiny().target().toString(), "none", prompts);
    Map<String, JsonNode> targetOnly = byIdAndIndex();

    assertThat(error.get("id").asText()).isEqualTo("late");
    assertThat(error.get("reason").asText()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(drafted).hasSize(8 * 3).containsOnlyKeys(targetOnly.keySet());
    List<String> decided =
        drafted.keySet().stream().filter(id -> margin(drafted.get(id)) > ROUNDING).toList();
    assertThat(decided).as("completions without a close decision").hasSizeGreaterThan(8);
    assertThat(decided)
        .allSatisfy(
            id -> {
              assertThat(drafted.get(id).get("token_ids"))
                  .isEqualTo(targetOnly.get(id).get("token_ids"));
              assertThat(drafted.get(id).get("logprobs"))
                  .hasSameSizeAs(drafted.get(id).get("token_ids"));
            });
  }

  private static ObjectNode sampled(GoldenCase golden) {
    ObjectNode prompt = chat(golden);
    return prompt
        .put("temperature", 0.9)
        .put("top_p", 0.95)
        .put("seed", 7)
        .put("n", 3)
        .put("logprobs", 2)
        .put("max_tokens", 24);
  }

  private Map<String, JsonNode> byIdAndIndex() throws Exception {
    Map<String, JsonNode> completions = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("out/completions.jsonl"))) {
      JsonNode completion = JSON.readTree(line);
      completions.put(completion.get("id").asText() + "/" + completion.get("index"), completion);
    }
    return completions;
  }

  /** Without a margin, nothing could have changed its tokens. */
  private static double margin(JsonNode completion) {
    return completion.path("min_margin").asDouble(Double.MAX_VALUE);
  }

  @Test
  void wrongOptionsAreListedTogetherBeforeAnythingStarts() throws Exception {
    List<String> arguments =
        List.of(
            "generate",
            "--model",
            folder.resolve("absent").toString(),
            "--max-batch",
            "0",
            "--checkpoint-interval",
            "soon",
            "--surprise");
    try (FlinkDominoProcess process = FlinkDominoProcess.start(folder, arguments)) {
      assertThat(process.exitCode(DEADLINE)).isEqualTo(2);

      assertThat(process.output())
          .contains("model", "draft", "input", "output", "max-batch must be between 1 and 1024")
          .contains("checkpoint-interval", "--surprise")
          .contains("See flink-domino generate --help")
          .doesNotContain("Dashboard");
    }
  }

  private FlinkDominoProcess generate(Golden golden, List<ObjectNode> prompts) throws Exception {
    return generate(golden.target().toString(), golden.draft().toString(), prompts);
  }

  private FlinkDominoProcess generate(String model, String draft, List<ObjectNode> prompts)
      throws Exception {
    Path input = folder.resolve("prompts.jsonl");
    Files.write(input, prompts.stream().map(ObjectNode::toString).toList());
    List<String> arguments =
        List.of(
            "generate",
            "--model",
            model,
            "--draft",
            draft,
            "--verified-length",
            "all",
            "--input",
            input.toString(),
            "--output",
            folder.resolve("out").toString());
    try (FlinkDominoProcess process = FlinkDominoProcess.start(folder, arguments)) {
      int exitCode = process.exitCode(DEADLINE);
      assertThat(exitCode).as(process.output()).isZero();
      return process;
    }
  }

  private static ObjectNode chat(GoldenCase golden) {
    ObjectNode prompt = traced(golden);
    prompt.putArray("messages").addObject().put("role", "user").put("content", golden.question());
    return prompt;
  }

  private static ObjectNode ids(GoldenCase golden) {
    ObjectNode prompt = traced(golden).put("ignore_eos", true);
    golden.promptIds().forEach(prompt.putArray("prompt_token_ids")::add);
    golden.stopTokenIds().forEach(prompt.putArray("stop_token_ids")::add);
    return prompt;
  }

  private static ObjectNode traced(GoldenCase golden) {
    return JSON.createObjectNode()
        .put("id", golden.name())
        .put("max_tokens", golden.maxTokens())
        .put("return_token_ids", true)
        .put("return_decode_trace", true);
  }

  private Map<String, JsonNode> completions() throws Exception {
    Map<String, JsonNode> completions = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("out/completions.jsonl"))) {
      JsonNode completion = JSON.readTree(line);
      completions.put(completion.get("id").asText(), completion);
    }
    return completions;
  }

  private static void assertEqual(Golden golden, Map<String, JsonNode> completions) {
    assertThat(completions).hasSameSizeAs(golden.cases());
    for (GoldenCase expected : golden.cases()) {
      JsonNode found = completions.get(expected.name());
      assertThat(found.get("token_ids")).isEqualTo(JSON.valueToTree(expected.greedy()));
      assertThat(found.get("decode_trace"))
          .as(expected.name())
          .isEqualTo(expected.trace(found.get("decode_trace")));
      List<Integer> greedy = expected.greedy();
      boolean stopped = expected.stopTokenIds().contains(greedy.get(greedy.size() - 1));
      assertThat(found.get("finish_reason").asText()).isEqualTo(stopped ? "stop" : "length");
    }
  }

  /** Over all cycles of all prompts, as the reference pooled it. */
  private static double acceptanceLength(Map<String, JsonNode> completions) {
    List<JsonNode> cycles =
        completions.values().stream()
            .flatMap(c -> StreamSupport.stream(c.get("decode_trace").spliterator(), false))
            .toList();
    return 1 + cycles.stream().mapToInt(c -> c.get("accepted").asInt()).average().orElseThrow();
  }
}
