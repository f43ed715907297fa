package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a folder's chat template: its own file, else a key of the tokenizer's configuration. */
final class ChatTemplateSource {

  private static final String KEY = "chat_template";

  private ChatTemplateSource() {}

  static Optional<String> find(Path folder, Optional<Path> tokenizerConfig) {
    Optional<Path> file = FolderFile.find(folder, "chat_template.jinja", FolderFile.MAX_TEXT_BYTES);
    if (file.isPresent()) {
      return file.map(JsonFiles::readText);
    }
    return tokenizerConfig.flatMap(ChatTemplateSource::fromTokenizerConfig);
  }

  private static Optional<String> fromTokenizerConfig(Path file) {
    JsonNode template = JsonFiles.readObject(file).path(KEY);
    if (template.isMissingNode() || template.isNull()) {
      return Optional.empty();
    }
    if (template.isTextual()) {
      return Optional.of(template.asText());
    }
    for (JsonNode named : template) {
      if (named.path("name").asText().equals("default") && named.path("template").isTextual()) {
        return Optional.of(named.path("template").asText());
      }
    }
    throw new ModelFormatException(
        file, KEY + " must be a text, or a list with a {name, template} entry named default");
  }
}
