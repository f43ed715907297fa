package io.flinkdomino.runtime.admission;

import io.flinkdomino.runtime.batch.Sequence;
import java.util.List;

/** Decides which running sequences give up their slots before a step. Engine thread only. */
public interface Preemption {

  /**
   * Picks sequences that go back to the queue. What they committed is kept and computed again when
   * they get a slot.
   *
   * @param running all that have a slot
   * @param waiting those first in the queue, in order, as many as there are slots or fewer
   * @param freeSlots slots that no sequence has
   * @return some of {@code running}
   */
  List<Sequence> leaving(List<Sequence> running, List<Sequence> waiting, int freeSlots);
}
