package io.flinkdomino.tests.support.hostile;

import java.util.Locale;
import java.util.Random;

/** Pieces that hostile prompts are made of. */
final class Text {

  /** Part of every text that no log may hold. */
  static final String MARKER = "zqxhostile";

  private Text() {}

  /** A prompt as a JSON string of its own, with the marker. */
  static String prompt(int number) {
    return "\"" + MARKER + " tell me of " + number + "\"";
  }

  /** A valid JSON object with one more field, or several. */
  static String withFields(int number, String fields) {
    return "{\"id\": \"h-%d\", \"prompt\": %s, %s}".formatted(number, prompt(number), fields);
  }

  /** One of them. */
  @SafeVarargs
  static <T> T oneOf(Random random, T... items) {
    return items[random.nextInt(items.length)];
  }

  /** So many items in a row, a comma between two; {@code #} in one stands for its number. */
  static String list(String item, int count) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < count; i++) {
      list.append(i == 0 ? "" : ",").append(item.replace("#", Integer.toString(i)));
    }
    return list.toString();
  }

  /** A number in decimal as JSON takes it. */
  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.6f", number);
  }
}
