package io.flinkdomino.runtime.prompt.template;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A template's text with newlines as Jinja normalises them, and the line of each position. */
final class Source {

  private final String text;
  private final int[] newlines;

  private Source(String text) {
    this.text = text;
    this.newlines = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').toArray();
  }

  /** Every line break becomes a line feed, and one at the very end is dropped. */
  static Source of(String raw) {
    String text = raw.replace("\r\n", "\n").replace('\r', '\n');
    return new Source(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
  }

  String text() {
    return text;
  }

  int lineAt(int position) {
    int found = Arrays.binarySearch(newlines, position);
    return 1 + (found >= 0 ? found : -found - 1);
  }

  boolean startsWith(String prefix, int position) {
    return text.startsWith(prefix, position);
  }
}
