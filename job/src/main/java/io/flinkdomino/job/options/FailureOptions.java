package io.flinkdomino.job.options;

import io.flinkdomino.operators.attempts.FailurePolicy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what the job puts up with before it gives up a prompt, or itself. */
final class FailureOptions {

  /**
   * The attempt journal's folder below that of the checkpoints; TaskManagers know where that is.
   */
  private static final String JOURNALS = "flink-domino-attempts/";

  private static final String NO_JOURNAL = "none";

  private FailureOptions() {}

  /** For the streaming job, whose journal has its consumer group's name. */
  static Supplier<FailurePolicy> ofGroup(OptionReader reader) {
    return read(reader, reader.quiet(JobOptions.GROUP_ID).orElse(""));
  }

  /** For the bounded job. */
  static Supplier<FailurePolicy> ofFiles(OptionReader reader) {
    return read(reader, "generate");
  }

  private static Supplier<FailurePolicy> read(OptionReader reader, String name) {
    Optional<Integer> maxAttempts =
        reader.between(JobOptions.MAX_ATTEMPTS, 1, FailurePolicy.MOST_ATTEMPTS);
    Optional<String> journal = readJournal(reader, name);
    Optional<Double> percent =
        reader.required(
            JobOptions.MAX_DEAD_LETTER_PERCENT,
            FailurePolicy::isPercent,
            "at least 0 and below 100");
    Optional<Integer> window =
        reader.between(JobOptions.DEAD_LETTER_WINDOW, 1, FailurePolicy.LARGEST_WINDOW);
    return () ->
        new FailurePolicy(
            maxAttempts.orElseThrow(),
            journal.orElse(null),
            percent.orElseThrow(),
            window.orElseThrow());
  }

  private static Optional<String> readJournal(OptionReader reader, String name) {
    if (!reader.isGiven(JobOptions.ATTEMPT_JOURNAL)) {
      return Optional.of(JOURNALS + fileName(name));
    }
    if (reader.quiet(JobOptions.ATTEMPT_JOURNAL).equals(Optional.of(NO_JOURNAL))) {
      return Optional.empty();
    }
    return reader
        .required(JobOptions.ATTEMPT_JOURNAL, text -> !text.isBlank(), "a folder, a URI or none")
        .flatMap(
            text ->
                reader.parsed(
                    JobOptions.ATTEMPT_JOURNAL, Locations::toUri, "a folder, a URI or none"))
        .map(Object::toString);
  }

  /** Any text as the name of one file, different texts as different names. */
  private static String fileName(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
  }
}
