package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the text files of a model folder; a key that stands twice is refused, not guessed, and so
 * is JSON of more than 64 levels or a million tokens.
 */
final class JsonFiles {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxTokenCount(1_000_000)
                  .maxNameLength(1_024)
                  .maxNumberLength(100)
                  .build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFiles() {}

  static ObjectNode readObject(Path file) {
    try {
      return parseObject(file, "the file", Files.readAllBytes(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * @param file where the text comes from, for messages
   * @param what what the text is, for messages
   */
  static ObjectNode parseObject(Path file, String what, byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new ModelFormatException(
          file, what + " must be a JSON object, got " + node.getNodeType());
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          file, what + " is not valid JSON: " + Shown.text(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file, "the file is not UTF-8 text", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static UncheckedIOException unreadable(Path file, IOException cause) {
    return new UncheckedIOException("reading " + file + " failed: " + cause.getMessage(), cause);
  }
}
