package io.flinkdomino.chaos.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for conditions. */
public final class Await {

  private static final long LOOK_MILLIS = 10;

  private Await() {}

  /**
   * Waits until a condition holds; one that throws does not hold yet.
   *
   * @param what for the message
   * @throws IllegalStateException if it does not hold in time
   */
  public static void until(String what, Duration limit, Callable<Boolean> condition)
      throws InterruptedException {
    Optional<Exception> last = attempt(limit, condition);
    if (last.isPresent()) {
      throw new IllegalStateException(
          what + " must happen within " + limit + ", it did not", last.get());
    }
  }

  /** Waits likewise; the answer is whether it held in time. */
  public static boolean happens(Duration limit, Callable<Boolean> condition)
      throws InterruptedException {
    return attempt(limit, condition).isEmpty();
  }

  /** Nothing if the condition held, else why it did not when it was last asked. */
  private static Optional<Exception> attempt(Duration limit, Callable<Boolean> condition)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Exception last = new IllegalStateException("the condition never held");
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return Optional.empty();
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) { // a process that was just killed answers nothing
        last = e;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return Optional.of(last);
  }
}
