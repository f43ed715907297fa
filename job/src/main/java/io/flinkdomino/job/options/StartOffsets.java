package io.flinkdomino.job.options;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Where a job that has no checkpoint starts to read. */
public sealed interface StartOffsets {

  /** The oldest record there is. */
  record Earliest() implements StartOffsets {}

  /** Records that come after the start. */
  record Latest() implements StartOffsets {}

  /** The group's committed positions; the oldest record where it has none. */
  record Committed() implements StartOffsets {}

  /** The first record at or after a time. */
  record Timestamp(Instant time) implements StartOffsets {}

  /**
   * Reads {@code earliest}, {@code latest}, {@code committed} or {@code timestamp:T}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static StartOffsets parse(String text) {
    return switch (text) {
      case "earliest" -> new Earliest();
      case "latest" -> new Latest();
      case "committed" -> new Committed();
      default -> new Timestamp(parseTime(text));
    };
  }

  private static Instant parseTime(String text) {
    String prefix = "timestamp:";
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("not a start position: " + text);
    }
    String time = text.substring(prefix.length());
    try {
      return time.chars().allMatch(Character::isDigit)
          ? Instant.ofEpochMilli(Long.parseLong(time))
          : Instant.parse(time);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time: " + time, e);
    }
  }
}
