package io.flinkdomino.runtime.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequences start with three tokens of prompt and one of completion. */
class CachedTokensTest {

  private static final int DRAFTS = 4;

  private final CachedTokens cached = new CachedTokens();
  private final Sequence sequence = Decoded.sequence(List.of(1, 2, 3), 4);

  private void draft() {
    cached.settle(Decoded.plan(sequence));
    cached.drafted(sequence, DRAFTS);
  }

  private int afterStep() {
    cached.settle(Decoded.plan(sequence));
    return cached.of(sequence);
  }

  @Test
  void unknownSequenceIsReadFromItsStart() {
    assertThat(cached.of(sequence)).isZero();
  }

  @Test
  void prefillLeavesTheAnchor() {
    cached.prefilled(new PrefillChunk(sequence, 0, 3));

    assertThat(cached.of(sequence)).isEqualTo(3);
  }

  @Test
  void rejectedDraftsAreOverwritten() {
    draft();
    Decoded.commit(sequence, 5);
    assertThat(afterStep()).as("all drafts rejected").isEqualTo(4);

    draft();
    Decoded.accept(sequence, 6, 7, 8);
    assertThat(afterStep()).as("two drafts kept").isEqualTo(7);
  }

  @Test
  void lastDraftIsMissingWhenAllWereKept() {
    draft();
    Decoded.accept(sequence, 5, 6, 7, 8, 9);

    assertThat(sequence.committedTokens()).isEqualTo(9);
    assertThat(afterStep()).isEqualTo(7);
  }

  @Test
  void stepsWithoutDraftsAreMissing() {
    draft();
    Decoded.accept(sequence, 5, 6);
    afterStep();
    Decoded.commit(sequence, 7);
    afterStep();
    Decoded.commit(sequence, 8);

    assertThat(afterStep()).isEqualTo(5);
  }

  /** The target reads and commits between the two; the drafts of this step are not judged yet. */
  @Test
  void settlingWithinAStepChangesNothing() {
    draft();
    afterStep();
    Decoded.accept(sequence, 5, 6, 7);

    assertThat(afterStep()).isEqualTo(6);
  }

  @Test
  void whoLeavesIsForgotten() {
    draft();
    cached.settle(new BatchPlan(List.of(), List.of()));

    assertThat(afterStep()).isZero();
  }
}
