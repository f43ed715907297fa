package io.flinkdomino.job.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.job.options.EvaluateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** The bundled pair and what the reference implementations computed with it. */
final class Tiny {

  static final Path TARGET = Path.of("../tests/golden/tiny/target");
  static final Path DRAFT = Path.of("../tests/golden/tiny/draft");
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path EXPECTED = Path.of("../tests/golden/tiny/expected.json");

  private Tiny() {}

  static List<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    JSON.readTree(EXPECTED.toFile()).get("cases").forEach(cases::add);
    return cases;
  }

  /** A row that asks a case's question; its task is the beginning of its name. */
  static ObjectNode row(JsonNode golden) {
    ObjectNode row =
        JSON.createObjectNode()
            .put("id", golden.get("name").asText())
            .put("max_tokens", golden.get("max_new_tokens").asInt());
    row.putArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", golden.get("question").asText());
    return row;
  }

  static EvaluateSettings settings(String draft, Path input, Map<String, String> more) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("model", TARGET.toString());
    options.put("draft", draft);
    options.put("device", "cpu");
    options.put("input", input.toString());
    options.putAll(more);
    return EvaluateSettings.validate(Configuration.fromMap(options));
  }

  static Path write(Path file, List<String> lines) throws IOException {
    return Files.write(file, lines);
  }
}
