package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** Where the reference's recordings lie, seen from this module. */
final class GoldenFiles {

  static final Path TINY_TARGET = Path.of("..", "job", "models", "tiny", "target");
  static final Path TINY_EXPECTED = Path.of("..", "tests", "golden", "tiny", "expected.json");

  private GoldenFiles() {}

  static ChatTemplate tinyTemplate() throws IOException {
    return ChatTemplate.parse(Files.readString(TINY_TARGET.resolve("chat_template.jinja")));
  }

  static JsonNode read(Path json) throws IOException {
    return new ObjectMapper().readTree(json.toFile());
  }

  static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
