package io.flinkdomino.runtime.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Keeps the running batch and says who takes part in the next step. Engine thread only.
 *
 * <p>Invariant: decoding sequences have slots 0..n-1 and prefilling ones the slots behind them, in
 * order of admission, so the batch is always one view of the cache. Prompts are prefilled in that
 * order under a token budget a step; so at most one of them is half done, and closing the gap that
 * a finished sequence leaves copies at most two slots.
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
   * @param prefillTokensPerStep most prompt tokens that a step prefills, at least 1
   */
  public BatchScheduler(int slots, int prefillTokensPerStep, LongSupplier nanoClock) {
    this.slots = slots;
    this.prefillTokensPerStep = prefillTokensPerStep;
    this.nanoClock = nanoClock;
  }

  /** Slots that no sequence has. */
  public int freeSlots() {
    return slots - running();
  }

  /** Sequences that have a slot. */
  public int running() {
    return decoding.size() + prefilling.size();
  }

  /** Cache entries that hold something. */
  public long cachedTokens() {
    return decoding.stream().mapToLong(Sequence::cachedTokens).sum()
        + prefilling.stream().mapToLong(Sequence::cachedTokens).sum();
  }

  /** Gives a waiting sequence the next slot; there must be a free one. */
  public void join(Sequence sequence) {
    if (freeSlots() == 0) {
      throw new IllegalStateException("all " + slots + " slots are taken");
    }
    sequence.moveTo(running());
    prefilling.add(sequence);
  }

  /** Plans the next step: everyone who decodes, and prompts in order up to the token budget. */
  public BatchPlan plan() {
    List<PrefillChunk> chunks = new ArrayList<>();
    int budget = prefillTokensPerStep;
    for (Sequence sequence : prefilling) {
      if (budget == 0) {
        break;
      }
      int count = Math.min(budget, sequence.promptRemainder());
      sequence.beginPrefill(nanoClock.getAsLong());
      chunks.add(new PrefillChunk(sequence, sequence.prefilled(), count));
      budget -= count;
    }
    return new BatchPlan(decoding, chunks);
  }

  /**
   * Takes note of a step that ran: complete prompts decode from now on, finished sequences leave.
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
      if (first.promptRemainder() > 0) {
        break;
      }
      waiting.remove();
      decoding.add(first);
    }
    return closeGaps();
  }

  private List<SlotMove> closeGaps() {
    List<SlotMove> moves = new ArrayList<>();
    for (int i = 0; i < decoding.size(); i++) {
      while (i < decoding.size() && decoding.get(i).finished()) {
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
