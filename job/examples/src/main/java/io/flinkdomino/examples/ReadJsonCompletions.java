package io.flinkdomino.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Prints id, index, text and acceptance length of completions in JSON. */
public final class ReadJsonCompletions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadJsonCompletions() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(
        CompletionReader.run(
            Arguments.ofReader("ReadJsonCompletions", arguments), ReadJsonCompletions::line));
  }

  private static String line(byte[] value) throws IOException {
    JsonNode completion = JSON.readTree(value);
    return "%s [completion %d, %s tokens, %.2f per verification]: %s"
        .formatted(
            completion.get("id").asText(),
            completion.get("index").asInt(),
            completion.at("/usage/completion_tokens").asInt(),
            completion.at("/acceptance/acceptance_length").asDouble(),
            completion.get("text").asText());
  }
}
