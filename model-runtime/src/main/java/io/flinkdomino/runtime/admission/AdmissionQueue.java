package io.flinkdomino.runtime.admission;

import io.flinkdomino.runtime.batch.Sequence;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Sequences that wait for a slot: lower priority numbers first, within a priority longest waiting
 * first. Adding and taking costs the logarithm of their number. Engine thread only.
 */
public final class AdmissionQueue {

  private final NavigableSet<Sequence> waiting =
      new TreeSet<>(Comparator.comparing(Sequence::place));

  /** Puts a sequence at its place in the order. */
  public void add(Sequence sequence) {
    if (!waiting.add(sequence)) {
      throw new IllegalStateException("a sequence waits at " + sequence.place() + " already");
    }
  }

  /** Takes a sequence out; the answer is whether it waited. */
  public boolean remove(Sequence sequence) {
    return waiting.remove(sequence);
  }

  /** Sequences that wait. */
  public int size() {
    return waiting.size();
  }

  /** Takes the first one; there must be one. */
  public Sequence next() {
    Sequence first = waiting.first();
    waiting.remove(first);
    return first;
  }

  /** The first ones in order, at most {@code count}; they go on waiting. */
  public List<Sequence> first(int count) {
    return waiting.stream().limit(count).toList();
  }
}
