package io.flinkdomino.runtime.admission;

import io.flinkdomino.runtime.batch.BatchScheduler;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import java.util.Collection;
import java.util.List;

/**
 * Decides before each step who has a slot and who waits. Engine thread only.
 *
 * <p>With {@link PriorityPreemption}, those that have a slot after {@link #admit} are the first
 * ones in the order of places among all sequences; so within a priority none is overtaken.
 */
public final class Admission {

  private final AdmissionQueue queue = new AdmissionQueue();
  private final BatchScheduler batch;
  private final Preemption preemption;
  private long arrivals;

  /** Starts with nobody waiting for the slots of {@code batch}. */
  public Admission(BatchScheduler batch, Preemption preemption) {
    this.batch = batch;
    this.preemption = preemption;
  }

  /** A place behind all others of the priority. */
  public Place lastPlace(int priority) {
    return new Place(priority, arrivals++);
  }

  /** Lets a sequence wait for a slot. */
  public void add(Sequence sequence) {
    queue.add(sequence);
  }

  /** Sequences that wait for a slot. */
  public int waiting() {
    return queue.size();
  }

  /**
   * Takes sequences out for good, waiting or running ones.
   *
   * @return the moves that close the gaps, to be done in this order before anything else
   */
  public List<SlotMove> remove(Collection<Sequence> sequences) {
    sequences.forEach(queue::remove);
    return batch.remove(sequences);
  }

  /**
   * Gives slots to those that come first, taking them from others where it must.
   *
   * @return the moves that close the gaps, to be done in this order before the next step
   */
  public List<SlotMove> admit() {
    List<Sequence> leaving =
        preemption.leaving(batch.sequences(), queue.first(batch.slots()), batch.freeSlots());
    List<SlotMove> moves = batch.remove(leaving);
    for (Sequence sequence : leaving) {
      sequence.giveUpSlot();
      queue.add(sequence);
    }
    while (queue.size() > 0 && batch.freeSlots() > 0) {
      batch.join(queue.next());
    }
    return moves;
  }
}
