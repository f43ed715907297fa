package io.flinkdomino.operators.prompt;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How values from prompts appear in messages: short, on one line, and never prompt text. */
final class Shown {

  private static final int MAX_CHARS = 60;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private Shown() {}

  /** The value where it is a scalar, otherwise its kind. Not for fields that carry prompt text. */
  static String value(@Nullable Object value) {
    if (value instanceof String text) {
      return '"' + text(text) + '"';
    }
    return value instanceof Number || value instanceof Boolean
        ? text(value.toString())
        : kind(value);
  }

  /** What sort of JSON value it is. */
  static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof Collection) {
      return "a list";
    }
    if (value instanceof String) {
      return "a string";
    }
    return value instanceof Boolean ? "a boolean" : "a number";
  }

  /**
   * A field's name, where it looks like one. In broken JSON prompt text may stand where a name
   * belongs.
   */
  static String name(String name) {
    return NAME.matcher(name).matches() ? name : "(a name of " + name.length() + " characters)";
  }

  /** A text without control characters, cut to 60 characters. */
  static String text(String text) {
    return text(text, MAX_CHARS);
  }

  /** A text without control characters, cut to so many. */
  static String text(String text, int most) {
    int end = Math.min(text.length(), most);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder shown = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return (end < text.length() ? shown.append('…') : shown).toString();
  }
}
