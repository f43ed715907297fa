package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows of a buffer hold context features that a drafter has not taken in yet, and for which
 * tokens. A sequence's pending tokens are consecutive and end with the newest one that the target
 * has read. Engine thread only.
 */
final class PendingFeatures {

  /** A token whose features wait in a row of the buffer. */
  record Kept(Sequence sequence, int position, int row) {}

  private final int[] free;
  private int freeRows;
  private Map<Sequence, List<Kept>> pending = new HashMap<>();

  /** Starts with a buffer of so many free rows. */
  PendingFeatures(int rows) {
    free = new int[rows];
    for (int row = rows - 1; row >= 0; row--) {
      free[freeRows++] = row;
    }
  }

  /**
   * Forgets who is not in the plan, and who starts over: their rows are free.
   *
   * <p>What a sequence that left would have needed is never computed.
   */
  void settle(BatchPlan plan) {
    Set<Sequence> present = new HashSet<>(plan.sequences());
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.start() == 0) {
        present.remove(chunk.sequence());
      }
    }
    Map<Sequence, List<Kept>> all = pending;
    pending = new HashMap<>();
    all.forEach(
        (sequence, kept) -> {
          if (present.contains(sequence)) {
            pending.put(sequence, kept);
          } else {
            kept.forEach(one -> free[freeRows++] = one.row());
          }
        });
  }

  /** How many tokens of a sequence wait. */
  int count(Sequence sequence) {
    return pending.getOrDefault(sequence, List.of()).size();
  }

  int freeRows() {
    return freeRows;
  }

  /** Whoever waits for most tokens; somebody must. */
  Sequence longest() {
    return pending.entrySet().stream()
        .max(Comparator.comparingInt(entry -> entry.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  /** Takes a free row for a token; there must be one. */
  int keep(Sequence sequence, int position) {
    int row = free[--freeRows];
    pending
        .computeIfAbsent(sequence, s -> new ArrayList<>())
        .add(new Kept(sequence, position, row));
    return row;
  }

  /** Gives up the rows of some sequences, which may be written again once these are read. */
  List<Kept> take(List<Sequence> sequences) {
    List<Kept> taken = new ArrayList<>();
    for (Sequence sequence : sequences) {
      List<Kept> kept = pending.remove(sequence);
      if (kept != null) {
        taken.addAll(kept);
        kept.forEach(one -> free[freeRows++] = one.row());
      }
    }
    return taken;
  }
}
