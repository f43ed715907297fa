package io.flinkdomino.operators.prompt;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that name the field as the prompt's format calls it, the rule and the value. Lengths of
 * texts are shown, texts are not.
 */
final class FieldRules {

  static final int MAX_ENTRIES = 64;
  static final int MAX_TOKEN_IDS = 1_024;
  private static final int MAX_METADATA_BYTES = 16_384;
  private static final int MAX_JSON_CHARS = 65_536;

  private final WireFormat format;

  FieldRules(WireFormat format) {
    this.format = format;
  }

  /** What the user calls the field. */
  String name(String field) {
    return format.fieldName(field);
  }

  /** The value, or {@code absent} in its place. */
  int integer(String field, @Nullable Integer value, int least, int most, int absent)
      throws InvalidPromptException {
    if (value == null) {
      return absent;
    }
    if (value < least || value > most) {
      throw invalid(field, between(least, most), value);
    }
    return value;
  }

  /** The value, or {@code absent} in its place; zero is never negative. */
  double number(String field, @Nullable Double value, double least, double most, double absent)
      throws InvalidPromptException {
    if (value == null) {
      return absent;
    }
    // Written so that NaN fails it.
    if (!(value >= least && value <= most)) {
      throw invalid(field, between((long) least, (long) most), value);
    }
    return value + 0.0;
  }

  /** A number that zero is too small for, or {@code absent} in its place. */
  double positive(String field, @Nullable Double value, double most, double absent)
      throws InvalidPromptException {
    if (value == null) {
      return absent;
    }
    if (!(value > 0 && value <= most)) {
      throw invalid(field, "be above 0 and at most " + (long) most, value);
    }
    return value;
  }

  void atLeast(String field, @Nullable Number value, long least) throws InvalidPromptException {
    if (value != null && value.longValue() < least) {
      throw invalid(field, "be " + least + " or more", value);
    }
  }

  private static String between(long least, long most) {
    return "be between " + least + " and " + most;
  }

  void length(String field, String text, int most) throws InvalidPromptException {
    if (text.isEmpty() || text.length() > most) {
      throw invalid(field, "have 1 to " + most + " characters", text.length());
    }
  }

  void count(String field, int size, int most) throws InvalidPromptException {
    if (size > most) {
      throw invalid(field, "have at most " + most + " entries", size);
    }
  }

  void notEmpty(String field, boolean empty) throws InvalidPromptException {
    if (empty) {
      throw InvalidPromptException.invalid(name(field) + " must not be empty");
    }
  }

  void tokenIds(String field, List<Integer> ids) throws InvalidPromptException {
    count(field, ids.size(), MAX_TOKEN_IDS);
    notNegative(field, ids);
  }

  void notNegative(String field, List<Integer> ids) throws InvalidPromptException {
    for (int i = 0; i < ids.size(); i++) {
      atLeast(field + "[" + i + "]", ids.get(i), 0);
    }
  }

  void metadata(Map<String, String> metadata) throws InvalidPromptException {
    count("metadata", metadata.size(), MAX_ENTRIES);
    long bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MAX_METADATA_BYTES) {
      throw invalid("metadata", "have at most " + MAX_METADATA_BYTES + " bytes", bytes);
    }
  }

  /** Bounds a map of JSON texts before any of them is read. */
  void jsonTexts(String field, Map<String, String> texts) throws InvalidPromptException {
    count(field, texts.size(), MAX_ENTRIES);
    long chars = 0;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      chars += entry.getKey().length() + entry.getValue().length();
    }
    if (chars > MAX_JSON_CHARS) {
      throw invalid(field, "have at most " + MAX_JSON_CHARS + " characters of JSON", chars);
    }
  }

  /** The value that an entry holds as JSON text. */
  Object jsonValue(String field, Map.Entry<String, String> entry) throws InvalidPromptException {
    Object value;
    try {
      value = StrictJson.parse(CharBuffer.wrap(entry.getValue().toCharArray()));
    } catch (InvalidPromptException e) {
      throw invalid(field, entry.getKey(), "something else");
    }
    if (value == null) {
      throw invalid(field, entry.getKey(), "null");
    }
    return value;
  }

  private InvalidPromptException invalid(String field, String key, String found) {
    return InvalidPromptException.invalid(
        "%s.%s must be %s, got %s"
            .formatted(
                name(field),
                Shown.name(key),
                format == WireFormat.AVRO ? "JSON text other than null" : "a value",
                found));
  }

  InvalidPromptException invalid(String field, String rule, Number value) {
    return InvalidPromptException.invalid(name(field) + " must " + rule + ", got " + value);
  }
}
