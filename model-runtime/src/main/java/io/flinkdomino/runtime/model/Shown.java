package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;

/** How values from files appear in messages: on one line, and not at any length. */
final class Shown {

  private static final int MAX_CHARS = 200;

  private Shown() {}

  /** A text without control characters, its beginning where it is long. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAX_CHARS)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(shown::appendCodePoint);
    return (text.length() > shown.length() ? shown.append('…') : shown).toString();
  }

  /** A value as JSON, its beginning where it is long. */
  static String json(JsonNode value) {
    return text(value.toString());
  }
}
