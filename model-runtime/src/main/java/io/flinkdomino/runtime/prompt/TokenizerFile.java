package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@code tokenizer.json} says that the native library keeps to itself.
 *
 * @param vocabularySize highest token id plus one
 * @param maxCharsPerToken see {@link Tokenizer#maxCharsPerToken}
 * @param fewestTokens counts at least so many tokens; empty where nothing can be proved
 */
record TokenizerFile(
    int vocabularySize, OptionalInt maxCharsPerToken, Optional<FewestTokens> fewestTokens) {

  /** Far above every published model. */
  private static final int MAX_VOCABULARY = 1 << 24;

  /** Reads it as a stream: a large model's file has 300,000 entries. */
  static TokenizerFile read(Path tokenizerJson) throws IOException {
    try (JsonParser json = new ObjectMapper().createParser(tokenizerJson.toFile())) {
      Scan scan = new Scan(json);
      scan.readFile();
      if (scan.highestId >= MAX_VOCABULARY) {
        throw new IOException(
            "token ids must be below %d, got %d".formatted(MAX_VOCABULARY, scan.highestId));
      }
      return new TokenizerFile(
          scan.highestId + 1, scan.coverage.maxCharsPerToken(), scan.coverage.fewestTokens());
    }
  }

  private static final class Scan {

    private final JsonParser json;
    private final TextCoverage coverage = new TextCoverage();
    private int highestId = -1;

    Scan(JsonParser json) {
      this.json = json;
    }

    void readFile() throws IOException {
      json.nextToken();
      while (nextField()) {
        switch (json.currentName()) {
          case "normalizer" -> coverage.addNormalizer(nextTree());
          case "pre_tokenizer" -> coverage.addPreTokenizer(nextTree());
          case "added_tokens" -> readAddedTokens(nextTree());
          case "model" -> readModel();
          default -> skipValue();
        }
      }
    }

    private void readAddedTokens(JsonNode tokens) {
      for (JsonNode token : tokens) {
        coverage.addAddedToken(token);
        highestId = Math.max(highestId, token.path("id").asInt());
      }
    }

    private void readModel() throws IOException {
      json.nextToken();
      while (nextField()) {
        switch (json.currentName()) {
          case "type" -> coverage.addModelType(json.nextTextValue());
          case "vocab" -> readVocabulary();
          default -> skipValue();
        }
      }
    }

    /** An object from token to id, or, in unigram models, a list of [token, score]. */
    private void readVocabulary() throws IOException {
      if (json.nextToken() == JsonToken.START_ARRAY) {
        JsonNode entries = json.readValueAsTree();
        highestId = Math.max(highestId, entries.size() - 1);
        return;
      }
      while (nextField()) {
        coverage.addToken(json.currentName());
        highestId = Math.max(highestId, json.nextIntValue(-1));
      }
    }

    private boolean nextField() throws IOException {
      return json.nextToken() == JsonToken.FIELD_NAME;
    }

    private JsonNode nextTree() throws IOException {
      json.nextToken();
      return json.readValueAsTree();
    }

    private void skipValue() throws IOException {
      json.nextToken();
      json.skipChildren();
    }
  }
}
