package io.flinkdomino.runtime.admission;

import io.flinkdomino.runtime.batch.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sequences that wait for a slot, longest waiting first. Engine thread only. */
public final class AdmissionQueue {

  private final Deque<Sequence> waiting = new ArrayDeque<>();

  /** Puts a sequence behind all others. */
  public void add(Sequence sequence) {
    waiting.addLast(sequence);
  }

  /** Sequences that wait. */
  public int size() {
    return waiting.size();
  }

  /** Takes the one that has waited longest; there must be one. */
  public Sequence next() {
    return waiting.removeFirst();
  }
}
