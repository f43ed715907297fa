package io.flinkdomino.runtime.admission;

import io.flinkdomino.runtime.batch.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where no slot is free, a running sequence makes room for a waiting one of strictly higher
 * priority: first the one of lowest priority, among equals the newest. Equals never displace each
 * other, so no slot is taken back and forth.
 */
public final class PriorityPreemption implements Preemption {

  private static final Comparator<Sequence> LAST_FIRST =
      Comparator.comparing(Sequence::place).reversed();

  @Override
  public List<Sequence> leaving(List<Sequence> running, List<Sequence> waiting, int freeSlots) {
    if (waiting.size() <= freeSlots) {
      return List.of();
    }
    List<Sequence> homeless = waiting.subList(freeSlots, waiting.size());
    List<Sequence> candidates = running.stream().sorted(LAST_FIRST).toList();
    List<Sequence> leaving = new ArrayList<>();
    for (int i = 0; i < Math.min(homeless.size(), candidates.size()); i++) {
      if (homeless.get(i).place().priority() >= candidates.get(i).place().priority()) {
        break;
      }
      leaving.add(candidates.get(i));
    }
    return leaving;
  }
}
