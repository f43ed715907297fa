package io.flinkdomino.runtime.model;

import java.nio.file.Path;
import java.util.List;

/**
 * A model folder that cannot be used as it stands: wrong, missing or unsupported content. Says
 * every problem that was found, each with its file. Failing reads are {@link
 * java.io.UncheckedIOException}s instead.
 */
public final class ModelFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  @SuppressWarnings("serial") // always an immutable list of strings
  private final List<String> problems;

  /**
   * @param problems at least one, each starting with the file it is about
   */
  public ModelFormatException(List<String> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** One problem of one file. */
  public ModelFormatException(Path file, String problem) {
    this(List.of(file + ": " + problem));
  }

  /** One problem of one file, found by someone else. */
  public ModelFormatException(Path file, String problem, Throwable cause) {
    this(file, problem);
    initCause(cause);
  }

  /** Every problem, each starting with its file; the message shows the first twenty. */
  public List<String> problems() {
    return problems;
  }

  private static String message(List<String> problems) {
    if (problems.size() == 1) {
      return problems.get(0);
    }
    String shown = String.join("\n  ", problems.subList(0, Math.min(SHOWN, problems.size())));
    String more = problems.size() > SHOWN ? "\n  and " + (problems.size() - SHOWN) + " more" : "";
    return problems.size() + " problems in a model folder:\n  " + shown + more;
  }
}
