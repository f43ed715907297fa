package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is done with a list of words. */
enum ListOperation {
  NUMBER("Number the items") {
    @Override
    List<String> answer(List<String> items) {
      return NumberedLines.write(items);
    }

    @Override
    boolean isDone(List<String> items, List<String> lines) {
      return NumberedLines.are(lines, items);
    }
  },
  COUNT("Count the items") {
    @Override
    List<String> answer(List<String> items) {
      return append(NumberedLines.write(items), "There are " + items.size() + " items.");
    }

    @Override
    boolean isDone(List<String> items, List<String> lines) {
      return NumberedLines.are(allButLast(lines), items)
          && last(lines).matches("There are " + items.size() + " items\\.");
    }
  },
  /** Numbered first, then from the last number to the first. */
  REVERSE("Reverse the list") {
    @Override
    List<String> answer(List<String> items) {
      List<String> numbered = NumberedLines.write(items);
      List<String> lines = append(numbered, BACKWARDS);
      lines.addAll(reversed(numbered));
      return append(lines, conclusion(reversed(items)));
    }

    @Override
    boolean isDone(List<String> items, List<String> lines) {
      int middle = items.size();
      return lines.size() == 2 * middle + 2
          && NumberedLines.are(lines.subList(0, middle), items)
          && lines.get(middle).equals(BACKWARDS)
          && NumberedLines.are(reversed(lines.subList(middle + 1, 2 * middle + 1)), items)
          && concludes(last(lines), reversed(items));
    }
  },
  UPPER("Write in upper case") {
    @Override
    List<String> answer(List<String> items) {
      return eachWith(items, Words::upper);
    }

    @Override
    boolean isDone(List<String> items, List<String> lines) {
      return isEachWith(items, Words::upper, lines);
    }
  },
  LOWER("Write in lower case") {
    @Override
    List<String> answer(List<String> items) {
      return eachWith(items, Words::lower);
    }

    @Override
    boolean isDone(List<String> items, List<String> lines) {
      return isEachWith(items, Words::lower, lines);
    }
  },
  JSON("Write as a JSON list") {
    @Override
    List<String> answer(List<String> items) {
      return List.of(Json.write(items));
    }

    @Override
    boolean isDone(List<String> items, List<String> lines) {
      return Json.isListOfStrings(String.join("\n", lines), items);
    }
  };

  private static final String BACKWARDS = "Backwards:";
  private static final String CONCLUSION = "The answer is ";

  private final String command;

  ListOperation(String command) {
    this.command = command;
  }

  /** What the user says before the list. */
  String command() {
    return command;
  }

  abstract List<String> answer(List<String> items);

  /** Whether these lines are what is to be done with the items. */
  abstract boolean isDone(List<String> items, List<String> lines);

  private static List<String> eachWith(List<String> items, UnaryOperator<String> change) {
    List<String> lines = items.stream().map(item -> item + " -> " + change.apply(item)).toList();
    return append(lines, conclusion(items.stream().map(change).toList()));
  }

  private static boolean isEachWith(
      List<String> items, UnaryOperator<String> change, List<String> lines) {
    boolean is = lines.size() == items.size() + 1;
    for (int i = 0; is && i < items.size(); i++) {
      List<String> pair = List.of(lines.get(i).split(" -> ", -1));
      is = pair.equals(List.of(items.get(i), change.apply(items.get(i))));
    }
    return is && concludes(last(lines), items.stream().map(change).toList());
  }

  private static String conclusion(List<String> items) {
    return CONCLUSION + String.join(", ", items) + ".";
  }

  private static boolean concludes(String line, List<String> items) {
    return line.startsWith(CONCLUSION)
        && line.endsWith(".")
        && Stream.of(line.substring(CONCLUSION.length(), line.length() - 1).split(", ", -1))
            .toList()
            .equals(items);
  }

  private static List<String> append(List<String> lines, String last) {
    List<String> all = new ArrayList<>(lines);
    all.add(last);
    return all;
  }

  private static List<String> reversed(List<String> items) {
    List<String> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<String> allButLast(List<String> lines) {
    return lines.subList(0, Math.max(0, lines.size() - 1));
  }

  /** An empty text if there is none. */
  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
