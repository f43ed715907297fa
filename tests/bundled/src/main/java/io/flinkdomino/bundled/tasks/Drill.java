package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be copied: all of a text, twice, or from one of its words on. */
enum Drill {
  REPEAT("Repeat: ", 16),
  COPY("Copy this:\n", 16),
  TWICE("Repeat twice: ", 8) {
    @Override
    String copy(String body) {
      return body + "\n" + body;
    }
  },
  FROM("Repeat from ", 16) {
    @Override
    String ask(String body, String word) {
      return "Repeat from " + word + ": " + body;
    }

    @Override
    String copy(String asked) {
      Matcher parts = FROM_PARTS.matcher(asked);
      if (!parts.matches()) {
        throw new IllegalArgumentException("the word must stand in the text");
      }
      return parts.group(2);
    }
  };

  // The text from the first place on where the word stands alone.
  private static final Pattern FROM_PARTS =
      Pattern.compile("(\\w+): (?:|.*?\\b)(\\1\\b.*)", Pattern.DOTALL);

  private final String command;
  private final int mostItems;

  Drill(String command, int mostItems) {
    this.command = command;
    this.mostItems = mostItems;
  }

  /** Longer answers would not fit. */
  int mostItems() {
    return mostItems;
  }

  /**
   * The question.
   *
   * @param body the text
   * @param word one of its words, for those that begin at one
   */
  String ask(String body, String word) {
    return command + body;
  }

  /** The right answer, from what stands behind the command. */
  String copy(String asked) {
    return asked;
  }

  /** The right answer to a question; empty if it is not of this kind. */
  static Optional<String> answer(String question) {
    return List.of(values()).stream()
        .filter(drill -> question.startsWith(drill.command))
        .findFirst()
        .map(drill -> drill.copy(question.substring(drill.command.length())));
  }
}
