package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.metrics.EngineState;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.metrics.TimerGauge;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * Makes the task's {@code busyTimeMsPerSecond} show how much of the batch is taken. Mailbox thread
 * only.
 *
 * <p>Flink calls a task busy whenever it is neither idle nor back-pressured, and idle while its
 * mailbox thread waits for input, which this task's does all the time: the engine has a thread of
 * its own. Flink keeps idle time in a gauge that a task starts when it begins to wait and stops
 * around every mail. This listens to that gauge and stops it at once for as much time as the engine
 * was occupied: a batch with a quarter of its slots taken keeps a quarter of the time from being
 * idle, in turns of one {@link #TURN}. What the task does besides, back-pressure included, stays as
 * Flink measures it.
 *
 * <p>Invariant: idle time counted so far + {@link #owedNanos} = time in which slots were free.
 */
final class BusyTime implements TimerGauge.StartStopListener, AutoCloseable {

  /** How often to decide; Flink sums up every five seconds. */
  static final Duration TURN = Duration.ofMillis(100);

  /** Idle time that back-pressure left no room for is forgotten beyond this. */
  private static final long MOST_OWED_NANOS = Duration.ofSeconds(1).toNanos();

  /** A decode step shows when it ends; one longer than this shows in part. */
  private static final long LEAST_OWED_NANOS = Duration.ofMinutes(-1).toNanos();

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TimerGauge idle;
  private final EngineState engine;
  private final int slots;
  private final LongSupplier nanoClock;
  private boolean idling = true;
  private long owedNanos;
  private long lastNanos;
  private long lastSlotNanos;
  private long lastIdleMillis;
  private @Nullable ScheduledFuture<?> turns;

  BusyTime(TimerGauge idle, EngineState engine, int slots, LongSupplier nanoClock) {
    this.idle = idle;
    this.engine = engine;
    this.slots = slots;
    this.nanoClock = nanoClock;
    lastNanos = nanoClock.getAsLong();
    lastSlotNanos = engine.stats().slotNanos();
    lastIdleMillis = idle.getAccumulatedCount();
    idle.registerListener(this);
  }

  /**
   * Listens to a task's idle time from now on.
   *
   * @param slots sequences that the engine can run at once
   */
  static BusyTime show(Environment task, EngineState engine, int slots) {
    TimerGauge idle = task.getMetricGroup().getIOMetricGroup().getIdleTimeMsPerSecond();
    return new BusyTime(idle, engine, slots, System::nanoTime);
  }

  /** Takes turns by the task's timers, which are mails. */
  void start(ProcessingTimeService timers) {
    turns = timers.scheduleWithFixedDelay(time -> turn(), TURN.toMillis(), TURN.toMillis());
  }

  /** Decides about the time until the next turn. In a mail, around which Flink stops the gauge. */
  void turn() {
    long nanos = nanoClock.getAsLong();
    long slotNanos = engine.stats().slotNanos();
    long idleMillis = idle.getAccumulatedCount();
    long free = nanos - lastNanos - (slotNanos - lastSlotNanos) / slots;
    long counted = (idleMillis - lastIdleMillis) * NANOS_PER_MILLI;
    owedNanos = Math.max(LEAST_OWED_NANOS, Math.min(MOST_OWED_NANOS, owedNanos + free - counted));
    idling = owedNanos > 0;
    lastNanos = nanos;
    lastSlotNanos = slotNanos;
    lastIdleMillis = idleMillis;
  }

  /** The task begins to wait. */
  @Override
  public void markStart() {
    if (!idling) {
      idle.markEnd();
    }
  }

  @Override
  public void markEnd() {}

  @Override
  public void close() {
    if (turns != null) {
      turns.cancel(false);
    }
    idle.unregisterListener(this);
  }
}
