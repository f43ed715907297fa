package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a model folder says about chat templates.
 *
 * @param chatTemplate the template's source
 * @param specialTokens the template's variables for special tokens, by name
 */
record TokenizerConfig(Optional<String> chatTemplate, Map<String, String> specialTokens) {

  private static final List<String> SPECIAL_TOKENS =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  static TokenizerConfig read(Path modelFolder) {
    try {
      JsonNode config = readConfig(modelFolder.resolve("tokenizer_config.json"));
      return new TokenizerConfig(chatTemplate(modelFolder, config), specialTokens(config));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the chat template of " + modelFolder + " failed", e);
    }
  }

  private static JsonNode readConfig(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    return Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createObjectNode();
  }

  private static Optional<String> chatTemplate(Path modelFolder, JsonNode config)
      throws IOException {
    Path file = modelFolder.resolve("chat_template.jinja");
    return Files.exists(file)
        ? Optional.of(Files.readString(file))
        : templateWithin(config.path("chat_template"));
  }

  /** The template itself, or the default one of several named ones. */
  private static Optional<String> templateWithin(JsonNode template) {
    return template.isArray()
        ? StreamSupport.stream(template.spliterator(), false)
            .filter(named -> named.path("name").asText().equals("default"))
            .map(named -> named.path("template").asText())
            .findFirst()
        : Optional.ofNullable(template.textValue());
  }

  private static Map<String, String> specialTokens(JsonNode config) {
    Map<String, String> tokens = new HashMap<>();
    for (String name : SPECIAL_TOKENS) {
      JsonNode token = config.path(name);
      String text = (token.isObject() ? token.path("content") : token).textValue();
      if (text != null) {
        tokens.put(name, text);
      }
    }
    return tokens;
  }
}
