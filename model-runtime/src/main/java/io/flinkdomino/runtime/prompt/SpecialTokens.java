package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The special tokens that Transformers hands to a chat template as variables. */
public final class SpecialTokens {

  private static final List<String> NAMES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private SpecialTokens() {}

  /**
   * Reads them by variable name; a token that the file leaves out or sets to null is left out.
   *
   * @param tokenizerConfig a {@code tokenizer_config.json}
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Map<String, String> read(Path tokenizerConfig) {
    try {
      return of(new ObjectMapper().readTree(tokenizerConfig.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "reading " + tokenizerConfig + " failed: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> of(JsonNode config) {
    Map<String, String> tokens = new HashMap<>();
    for (String name : NAMES) {
      JsonNode token = config.path(name);
      String text = (token.isObject() ? token.path("content") : token).textValue();
      if (text != null) {
        tokens.put(name, text);
      }
    }
    return Map.copyOf(tokens);
  }
}
