package io.flinkdomino.runtime.train.run;

import java.util.List;

/** A training cannot go on from what is there. */
public final class ResumeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ResumeException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each. */
  public List<String> problems() {
    return problems;
  }
}
