package io.flinkdomino.bundled.ablation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files with one JSON value, names in snake_case. */
public final class JsonFiles {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private JsonFiles() {}

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read, is no JSON, or lacks a number
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return MAPPER.readValue(file.toFile(), type);
  }

  /** As {@link #read}, of any form. */
  static JsonNode tree(Path file) throws IOException {
    return MAPPER.readTree(file.toFile());
  }

  /** Reads one that is in memory. */
  static JsonNode tree(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /** Writes one; it appears whole or not at all. */
  static void write(Path file, Object value) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    MAPPER.writerWithDefaultPrettyPrinter().writeValue(unfinished.toFile(), value);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
