package io.flinkdomino.job.options;

import java.util.Locale;

/** What becomes of prompts in flight when {@code run} is told to stop. */
public enum OnStop {
  /** They are finished. */
  FINISH,
  /** They stay in a savepoint with the tokens that they have. */
  KEEP;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
