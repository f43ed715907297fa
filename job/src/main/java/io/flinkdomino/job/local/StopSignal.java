package io.flinkdomino.job.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C or SIGTERM: runs an action that stops what is running, then holds the JVM until {@link
 * #close}. Open it before, and so close it after, everything that must be closed in order.
 */
public final class StopSignal implements AutoCloseable {

  /** How long stopping in order may take. */
  public static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  /** What to do on a signal. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  private final Thread hook = new Thread(this::receive, "stop-signal");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Action action;
  private volatile boolean received;

  private StopSignal() {}

  /** Waits for a signal from now on. */
  public static StopSignal register() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Says what stops whatever runs now; it must make the thread that closes this one go on. */
  public void onSignal(Action stop) {
    action = stop;
  }

  /** Whether a signal came. */
  public boolean received() {
    return received;
  }

  private void receive() {
    received = true;
    Action stop = action;
    if (stop == null) {
      return; // nothing to stop in order yet
    }
    try {
      stop.run();
      if (!closed.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("closing is late limit={}", LIMIT);
      }
    } catch (Exception e) {
      LOG.error("stopping in order failed", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!received) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
