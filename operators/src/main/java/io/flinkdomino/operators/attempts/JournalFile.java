package io.flinkdomino.operators.attempts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a journal's file says.
 *
 * @param subtask index of the subtask that wrote it
 * @param parallelism how many subtasks there were
 * @param attempt id of the execution attempt that wrote it
 * @param sequence its number among the attempt's files; a later one knows better
 * @param checkpoint the last checkpoint that the subtask had taken part in when it began to write
 */
record JournalFile(int subtask, int parallelism, String attempt, long sequence, long checkpoint) {

  private static final Pattern NAME =
      Pattern.compile("([0-9]{1,9})-of-([0-9]{1,9})-(\\w+)-([0-9]{1,18})-([0-9]{1,18})\\.attempts");

  String name() {
    return "%d-of-%d-%s-%d-%d.attempts"
        .formatted(subtask, parallelism, attempt, sequence, checkpoint);
  }

  static Optional<JournalFile> named(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new JournalFile(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            matcher.group(3),
            Long.parseLong(matcher.group(4)),
            Long.parseLong(matcher.group(5))));
  }
}
