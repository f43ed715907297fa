package io.flinkdomino.runtime.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingFeaturesTest {

  private final PendingFeatures pending = new PendingFeatures(4);
  private final Sequence one = Decoded.sequence(List.of(1, 2, 3), 4);
  private final Sequence other = Decoded.sequence(List.of(1, 2), 3);

  @Test
  void givesBackWhatItKeptInTheOrderOfTokens() {
    pending.keep(one, 5);
    pending.keep(other, 9);
    pending.keep(one, 6);

    List<PendingFeatures.Kept> taken = pending.take(List.of(one));

    assertThat(taken).extracting(PendingFeatures.Kept::position).containsExactly(5, 6);
    assertThat(pending.count(one)).isZero();
    assertThat(pending.count(other)).isEqualTo(1);
    assertThat(pending.freeRows()).isEqualTo(3);
    assertThat(pending.longest()).isEqualTo(other);
  }

  @Test
  void rowsInUseAreDistinct() {
    assertThat(List.of(pending.keep(one, 0), pending.keep(one, 1), pending.keep(other, 0)))
        .doesNotHaveDuplicates();
  }

  @Test
  void whoLeftGivesUpItsRows() {
    pending.keep(one, 5);
    pending.keep(other, 9);

    pending.settle(Decoded.plan(other));

    assertThat(pending.count(one)).isZero();
    assertThat(pending.freeRows()).isEqualTo(3);
  }

  @Test
  void whoStartsOverInAnotherSlotHasNothingPending() {
    pending.keep(one, 5);

    pending.settle(new BatchPlan(List.of(), List.of(new PrefillChunk(one, 0, 2))));

    assertThat(pending.count(one)).isZero();
    assertThat(pending.freeRows()).isEqualTo(4);
  }
}
