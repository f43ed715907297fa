package io.flinkdomino.operators.attempts;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The attempt of a subtask that keeps a journal.
 *
 * @param subtask its index, from 0
 * @param parallelism how many subtasks there are
 * @param attempt the id of its execution attempt, unlike any other's: letters, digits and
 *     underscores
 * @param restored the checkpoint that its state comes from; 0 for none
 */
public record JournalTask(int subtask, int parallelism, String attempt, long restored) {

  private static final Pattern ATTEMPT = Pattern.compile("[0-9A-Za-z_]+");

  public JournalTask {
    if (subtask < 0 || subtask >= parallelism) {
      throw new IllegalArgumentException(
          "subtask must be from 0 and below parallelism " + parallelism + ", got " + subtask);
    }
    if (!ATTEMPT.matcher(attempt).matches()) {
      throw new IllegalArgumentException(
          "attempt must be letters, digits and underscores, got " + attempt);
    }
  }

  /**
   * As Flink names them.
   *
   * @param restored {@code getRestoredCheckpointId} of the operator's initialization
   */
  public static JournalTask of(
      int subtask, int parallelism, String attempt, OptionalLong restored) {
    return new JournalTask(subtask, parallelism, attempt, restored.orElse(0));
  }

  /** Whether files that a dead attempt of this index left are this subtask's to delete. */
  boolean inherits(int index) {
    return index % parallelism == subtask;
  }
}
