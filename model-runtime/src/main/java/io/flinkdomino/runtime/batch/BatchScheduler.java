package io.flinkdomino.runtime.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps the running batch and says who takes part in the next step. Engine thread only.
 *
 * <p>Invariant: decoding sequences have slots 0..n-1 and prefilling ones the slots behind them, so
 * the decoding rows are always one view of the cache. Tokens are prefilled under a budget a step,
 * those of a sequence that has begun first, the others by their place; so at most one of them is
 * half done, and closing the gap that a sequence leaves copies at most two slots.
 */
public final class BatchScheduler {

  private final int slots;
  private final int prefillTokensPerStep;
  private final LongSupplier nanoClock;
  private final List<Sequence> decoding = new ArrayList<>();
  private final List<Sequence> prefilling = new ArrayList<>();

  /**
   * Starts with no sequence.
   *
   * @param slots sequences that can run at once
   * @param prefillTokensPerStep most tokens that a step prefills, at least 1
   */
  public BatchScheduler(int slots, int prefillTokensPerStep, LongSupplier nanoClock) {
    this.slots = slots;
    this.prefillTokensPerStep = prefillTokensPerStep;
    this.nanoClock = nanoClock;
  }

  /** Sequences that can run at once. */
  public int slots() {
    return slots;
  }

  /** Slots that no sequence has. */
  public int freeSlots() {
    return slots - running();
  }

  /** Number of sequences that have a slot. */
  public int running() {
    return decoding.size() + prefilling.size();
  }

  /** Those sequences, by slot. */
  public List<Sequence> sequences() {
    return Stream.concat(decoding.stream(), prefilling.stream()).toList();
  }

  /** Cache entries that hold something. */
  public long cachedTokens() {
    return decoding.stream().mapToLong(Sequence::cachedTokens).sum()
        + prefilling.stream().mapToLong(Sequence::cachedTokens).sum();
  }

  /** Gives a waiting sequence a slot; there must be a free one. */
  public void join(Sequence sequence) {
    if (freeSlots() == 0) {
      throw new IllegalStateException("all " + slots + " slots are taken");
    }
    int at = prefilling.size();
    while (at > 0 && comesBefore(sequence, prefilling.get(at - 1))) {
      at--;
    }
    prefilling.add(at, sequence);
    for (int i = at; i < prefilling.size(); i++) {
      prefilling.get(i).moveTo(decoding.size() + i); // nothing to copy: none of them has begun
    }
  }

  private static boolean comesBefore(Sequence joining, Sequence prefilling) {
    return prefilling.prefilled() == 0 && joining.place().compareTo(prefilling.place()) < 0;
  }

  /** Plans the next step: everyone who decodes, and tokens to prefill up to the budget. */
  public BatchPlan plan() {
    List<PrefillChunk> chunks = new ArrayList<>();
    int budget = prefillTokensPerStep;
    for (Sequence sequence : prefilling) {
      if (budget == 0) {
        break;
      }
      int count = Math.min(budget, sequence.prefillRemainder());
      sequence.beginPrefill(nanoClock.getAsLong());
      chunks.add(new PrefillChunk(sequence, sequence.prefilled(), count));
      budget -= count;
    }
    return new BatchPlan(decoding, chunks);
  }

  /**
   * Takes note of a step that ran: prefilled sequences decode from now on, finished ones leave.
   *
   * @return the moves that close the gaps, to be done in this order
   */
  public List<SlotMove> advance(BatchPlan plan) {
    for (PrefillChunk chunk : plan.chunks()) {
      chunk.sequence().prefill(chunk.count());
    }
    Iterator<Sequence> waiting = prefilling.iterator();
    while (waiting.hasNext()) {
      Sequence first = waiting.next();
      if (first.prefillRemainder() > 0) {
        break;
      }
      waiting.remove();
      decoding.add(first);
    }
    return closeGaps(Sequence::finished);
  }

  /**
   * Takes the slots of sequences away; those without one are passed over.
   *
   * @return the moves that close the gaps, to be done in this order
   */
  public List<SlotMove> remove(Collection<Sequence> leaving) {
    Set<Sequence> gone = Set.copyOf(leaving);
    prefilling.removeIf(gone::contains);
    return closeGaps(gone::contains);
  }

  private List<SlotMove> closeGaps(Predicate<Sequence> gone) {
    List<SlotMove> moves = new ArrayList<>();
    for (int i = 0; i < decoding.size(); i++) {
      while (i < decoding.size() && gone.test(decoding.get(i))) {
        Sequence last = decoding.remove(decoding.size() - 1);
        if (i < decoding.size()) {
          decoding.set(i, last);
        }
      }
    }
    for (int i = 0; i < decoding.size(); i++) {
      place(decoding.get(i), i, moves);
    }
    for (int i = 0; i < prefilling.size(); i++) {
      place(prefilling.get(i), decoding.size() + i, moves);
    }
    return moves;
  }

  private static void place(Sequence sequence, int slot, List<SlotMove> moves) {
    if (sequence.slot() != slot) {
      if (sequence.cachedTokens() > 0) {
        moves.add(new SlotMove(sequence.slot(), slot, sequence.cachedTokens()));
      }
      sequence.moveTo(slot);
    }
  }
}
