package io.flinkdomino.job.options;

import java.util.List;

/** The three topics the job writes to; all different. */
public record OutputTopics(String completions, String metrics, String deadLetters) {

  /** All three. */
  public List<String> all() {
    return List.of(completions, metrics, deadLetters);
  }
}
