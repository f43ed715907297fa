package io.flinkdomino.bundled.tokenizer;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The target's folder without its weights. */
public final class TargetFolder {

  /** Files that do not depend on the vocabulary. */
  private static final List<String> FIXED =
      List.of("tokenizer_config.json", "chat_template.jinja", "generation_config.json");

  private static final int VOCABULARY_MULTIPLE = 64;
  private static final int MOST_TOKENS = 768;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  private TargetFolder() {}

  /**
   * Writes the files, the same bytes every time; others in the folder stay.
   *
   * @throws IOException if that fails
   */
  public static void write(Path folder) throws IOException {
    List<String> tokens = Vocabulary.tokens();
    Files.createDirectories(folder);
    for (String name : FIXED) {
      Files.write(folder.resolve(name), resource(name));
    }
    write(folder.resolve("tokenizer.json"), TokenizerJson.of(tokens));
    ObjectNode configuration = MAPPER.readValue(resource("config.json"), ObjectNode.class);
    write(
        folder.resolve("config.json"),
        configuration.put("vocab_size", vocabularySize(tokens.size())));
  }

  /**
   * Rows of the model's embedding.
   *
   * @throws IllegalStateException if the words are too many
   */
  private static int vocabularySize(int tokens) {
    int size = ((tokens + VOCABULARY_MULTIPLE - 1) / VOCABULARY_MULTIPLE) * VOCABULARY_MULTIPLE;
    if (size > MOST_TOKENS) {
      throw new IllegalStateException(
          "tokens must be at most %d, got %d: take words out of the pools"
              .formatted(MOST_TOKENS, tokens));
    }
    return size;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream content = TargetFolder.class.getResourceAsStream(name)) {
      if (content == null) {
        throw new FileNotFoundException("resource " + name + " is not on the class path");
      }
      return content.readAllBytes();
    }
  }

  private static void write(Path file, JsonNode json) throws IOException {
    Files.writeString(file, WRITER.writeValueAsString(json) + "\n");
  }

  /** As Python's {@code json.dumps} with an indent of two, with line feeds on every system. */
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }
}
