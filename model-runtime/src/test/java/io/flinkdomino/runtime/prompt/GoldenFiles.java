package io.flinkdomino.runtime.prompt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** Where the reference's recordings lie, seen from this module. */
public final class GoldenFiles {

  public static final Path TINY_TARGET = Path.of("..", "tests", "golden", "tiny", "target");
  static final Path TINY_EXPECTED = Path.of("..", "tests", "golden", "tiny", "expected.json");

  private GoldenFiles() {}

  static ChatTemplate tinyTemplate() throws IOException {
    return ChatTemplate.parse(Files.readString(TINY_TARGET.resolve("chat_template.jinja")));
  }

  /**
   * The folder of a real tokenizer with its {@code tokenizer.json} and {@code cases.json}: other
   * projects' files, which lie outside this one. The environment variable {@code
   * FLINK_DOMINO_GOLDEN} names the folder that holds {@code tokenizers/<name>}; without it the test
   * that asks is skipped.
   */
  public static Path tokenizerFolder(String name) {
    String golden = System.getenv("FLINK_DOMINO_GOLDEN");
    assumeTrue(
        golden != null,
        "needs real tokenizers: FLINK_DOMINO_GOLDEN must name a folder that holds tokenizers/"
            + name);
    return Path.of(golden, "tokenizers", name);
  }

  public static JsonNode read(Path json) throws IOException {
    return new ObjectMapper().readTree(json.toFile());
  }

  public static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
