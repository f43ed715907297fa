package io.flinkdomino.job.local;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a condition with a deadline. */
public final class Waiting {

  private static final Duration POLL = Duration.ofMillis(50);

  private Waiting() {}

  /**
   * Asks until the answer is yes.
   *
   * @param what the condition, for the error
   * @throws TimeoutException if it does not hold in time
   */
  public static void until(Duration limit, String what, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("waited " + limit.toSeconds() + " s until " + what);
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
  }
}
