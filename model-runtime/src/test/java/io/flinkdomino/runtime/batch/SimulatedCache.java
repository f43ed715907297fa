package io.flinkdomino.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose entries say whose they are. It is written and moved as the programs write and move
 * theirs: a step fills one entry a prefilled token, and per decoding slot the anchor and its
 * drafts.
 */
final class SimulatedCache {

  private record Entry(Sequence owner, int position) {}

  private final @Nullable Entry[][] slots;

  SimulatedCache(int slotCount, int tokensPerSlot) {
    slots = new @Nullable Entry[slotCount][tokensPerSlot];
  }

  /** Writes what a pass with so many drafts writes. */
  void write(BatchPlan plan, int drafts) {
    for (int slot = 0; slot < plan.decoding().size(); slot++) {
      Sequence sequence = plan.decoding().get(slot);
      int anchor = sequence.committedTokens() - 1;
      fill(slot, sequence, anchor, anchor + drafts + 1);
    }
    for (PrefillChunk chunk : plan.chunks()) {
      fill(chunk.sequence().slot(), chunk.sequence(), chunk.start(), chunk.end());
    }
  }

  private void fill(int slot, Sequence owner, int start, int end) {
    for (int position = start; position < end; position++) {
      slots[slot][position] = new Entry(owner, position);
    }
  }

  void move(SlotMove move) {
    System.arraycopy(slots[move.source()], 0, slots[move.destination()], 0, move.tokens());
  }

  /** Drops what is left of a sequence that has no slot any more. */
  void forget(Sequence gone) {
    for (@Nullable Entry[] slot : slots) {
      for (int position = 0; position < slot.length; position++) {
        Entry entry = slot[position];
        if (entry != null && entry.owner() == gone) {
          slot[position] = null;
        }
      }
    }
  }

  /** Everything that each sequence has cached lies in its slot. */
  void assertHolds(List<Sequence> sequences) {
    for (Sequence sequence : sequences) {
      for (int position = 0; position < sequence.cachedTokens(); position++) {
        assertThat(slots[sequence.slot()][position]).isEqualTo(new Entry(sequence, position));
      }
    }
  }
}
