package io.flinkdomino.operators.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Holds watermarks back until the prompts that came before them are answered, and idleness until
 * none is in flight. Mailbox thread only; not in checkpoints, because a source sends a restored
 * task new ones.
 */
final class EventTime {

  /** Where they go on to. */
  interface Next {

    void watermark(Watermark watermark) throws Exception;

    void status(WatermarkStatus status) throws Exception;
  }

  private record Held(long arrivals, Watermark watermark) {}

  private final Next next;
  private final Deque<Held> held = new ArrayDeque<>();
  private boolean idle;
  private boolean saidIdle;

  EventTime(Next next) {
    this.next = next;
  }

  /**
   * Takes a watermark.
   *
   * @param arrivals how many prompts came before it
   */
  void watermark(Watermark watermark, long arrivals) {
    held.addLast(new Held(arrivals, watermark));
  }

  /** Takes the word that the source is idle or active. */
  void status(WatermarkStatus status) throws Exception {
    idle = status.isIdle();
    if (!idle && saidIdle) {
      next.status(WatermarkStatus.ACTIVE);
      saidIdle = false;
    }
  }

  /** Whether anything is held back. */
  boolean isPending() {
    return !held.isEmpty() || (idle && !saidIdle);
  }

  /**
   * Lets go of what nothing stands before any more.
   *
   * @param oldest arrival number of the oldest prompt in flight, or what the next one's will be
   */
  void release(long oldest, boolean noneInFlight) throws Exception {
    while (!held.isEmpty() && held.getFirst().arrivals() <= oldest) {
      next.watermark(held.removeFirst().watermark());
    }
    if (idle && !saidIdle && noneInFlight) {
      next.status(WatermarkStatus.IDLE);
      saidIdle = true;
    }
  }
}
