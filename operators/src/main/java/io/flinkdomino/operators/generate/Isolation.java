package io.flinkdomino.operators.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Decides which prompts may run together. A suspect, whose attempts have all but run out, runs
 * alone: if it fails again nobody else is to blame, and nobody else suffers. Mailbox thread only.
 */
final class Isolation {

  /** Runs what may run. */
  interface Engine {

    /** A prompt may run now. */
    void run(InFlightRequest request);

    /** A prompt that ran alone has ended, before anything else runs. */
    void endedAlone(InFlightRequest request);
  }

  private final int suspectAfter;
  private final Engine engine;
  private final Deque<InFlightRequest> suspects = new ArrayDeque<>();
  private final Deque<InFlightRequest> others = new ArrayDeque<>();
  private @Nullable InFlightRequest alone;
  private int running;

  /**
   * Starts with an idle engine.
   *
   * @param suspectAfter fruitless attempts that make a prompt a suspect
   */
  Isolation(int suspectAfter, Engine engine) {
    this.suspectAfter = suspectAfter;
    this.engine = engine;
  }

  /** Takes a prompt, which may run now or later. */
  void add(InFlightRequest request) {
    (request.fruitless() >= suspectAfter ? suspects : others).add(request);
    start();
  }

  /** One that ran has ended. */
  void ended(InFlightRequest request) {
    running--;
    if (request.equals(alone)) {
      alone = null;
      engine.endedAlone(request);
    }
    start();
  }

  /** Prompts that wait until others have ended. */
  int waiting() {
    return suspects.size() + others.size();
  }

  private void start() {
    if (alone == null && suspects.isEmpty()) {
      while (!others.isEmpty()) {
        run(others.remove());
      }
    } else if (running == 0) {
      alone = suspects.remove();
      run(alone);
    }
  }

  private void run(InFlightRequest request) {
    running++;
    engine.run(request);
  }
}
