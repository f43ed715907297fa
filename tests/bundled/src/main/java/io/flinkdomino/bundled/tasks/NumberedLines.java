package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Items with their numbers from 1, one a line: {@code 2. coins}. */
final class NumberedLines {

  private static final Frame LINE = Frame.of("{number}. {item}");

  private NumberedLines() {}

  static List<String> write(List<String> items) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      lines.add((i + 1) + ". " + items.get(i));
    }
    return lines;
  }

  /** Whether the lines are these items, the first one numbered 1. */
  static boolean are(List<String> lines, List<String> items) {
    boolean are = lines.size() == items.size();
    for (int i = 0; are && i < items.size(); i++) {
      are = numbers(lines.get(i), i + 1, items.get(i));
    }
    return are;
  }

  private static boolean numbers(String line, int number, String item) {
    return LINE.says(line, Map.of("number", Integer.toString(number), "item", item));
  }
}
