package io.flinkdomino.job.options;

import java.util.List;

/** What whoever configured the job has to change, all of it at once; nothing has started. */
public final class InvalidOptionsException extends RuntimeException {

  private final transient List<String> problems;

  /**
   * Takes the problems in the order they are to be read.
   *
   * @param problems at least one; each names option, rule and value
   */
  public InvalidOptionsException(List<String> problems) {
    super(String.join("; ", problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems must not be empty");
    }
    this.problems = List.copyOf(problems);
  }

  /** One line per wrong option. */
  public List<String> problems() {
    return problems;
  }
}
