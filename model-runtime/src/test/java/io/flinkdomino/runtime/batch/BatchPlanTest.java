package io.flinkdomino.runtime.batch;

import static io.flinkdomino.runtime.batch.Sequences.prefilled;
import static io.flinkdomino.runtime.batch.Sequences.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  private static final int TOKENS_PER_SLOT = 50;

  private static Sequence inSlot(int slot, Sequence sequence) {
    sequence.moveTo(slot);
    return sequence;
  }

  private final Sequence rest = inSlot(2, waiting(7, 1));
  private final Sequence begun = inSlot(3, waiting(5, 1));
  private final BatchPlan plan =
      new BatchPlan(
          List.of(prefilled(waiting(3, 9), 1), prefilled(waiting(10, 9), 1)),
          List.of(new PrefillChunk(rest, 4, 3), new PrefillChunk(begun, 0, 2)));

  @Test
  void chunksLieOneAfterAnotherWithEntriesCountedOverAllSlots() {
    assertThat(plan.chunkTokens(TOKENS_PER_SLOT).toArray())
        .containsExactly(
            104, 105, 106, 100, 101, //
            4, 5, 6, 0, 1, //
            104, 105, 106, 150, 151);
  }

  @Test
  void tableTellsSlotTokensEndAndWhetherThePrefillEnds() {
    assertThat(plan.chunkTable()).containsExactly(2, 3, 7, 1, 3, 2, 2, 0);
  }

  @Test
  void everyoneInTheStepIsListedDecodingFirst() {
    assertThat(plan.sequences())
        .hasSize(4)
        .endsWith(rest, begun)
        .startsWith(plan.decoding().get(0));
    assertThat(plan.running()).isEqualTo(4);
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void nothingToDoIsEmpty() {
    BatchPlan nothing = new BatchPlan(List.of(), List.of());

    assertThat(nothing.isEmpty()).isTrue();
    assertThat(nothing.chunkTokens(TOKENS_PER_SLOT).columns()).isZero();
    assertThat(nothing.chunkTable()).isEmpty();
  }
}
