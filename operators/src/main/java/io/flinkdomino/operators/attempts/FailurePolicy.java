package io.flinkdomino.operators.attempts;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a job puts up with before it gives up a prompt, or itself; crosses the network with the job.
 *
 * @param maxAttempts fruitless attempts after which a prompt becomes a dead letter, 1 to {@value
 *     #MOST_ATTEMPTS}
 * @param attemptJournal folder of the attempt journal: a URI, an absolute path, or a path relative
 *     to the folder of Flink's checkpoints, which means no journal where they have none; null for
 *     no journal
 * @param maxDeadLetterPercent the job stops when a larger share of the last prompts of a task slot
 *     became dead letters, below 100; 0 to go on whatever comes
 * @param deadLetterWindow how many prompts that share is taken over, 1 to {@value #LARGEST_WINDOW}
 */
public record FailurePolicy(
    int maxAttempts,
    @Nullable String attemptJournal,
    double maxDeadLetterPercent,
    int deadLetterWindow)
    implements Serializable {

  public static final int MOST_ATTEMPTS = 100;
  public static final int LARGEST_WINDOW = 1_000_000;

  /** What holds where nothing is said, without a journal. */
  public static final FailurePolicy DEFAULT = new FailurePolicy(4, null, 0, 1_000);

  public FailurePolicy {
    if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "maxAttempts must be between 1 and " + MOST_ATTEMPTS + ", got " + maxAttempts);
    }
    if (!isPercent(maxDeadLetterPercent)) {
      throw new IllegalArgumentException(
          "maxDeadLetterPercent must be at least 0 and below 100, got " + maxDeadLetterPercent);
    }
    if (deadLetterWindow < 1 || deadLetterWindow > LARGEST_WINDOW) {
      throw new IllegalArgumentException(
          "deadLetterWindow must be between 1 and " + LARGEST_WINDOW + ", got " + deadLetterWindow);
    }
  }

  /** Whether this is a share that prompts can exceed, or 0. */
  public static boolean isPercent(double value) {
    return value >= 0 && value < 100;
  }
}
