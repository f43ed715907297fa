package io.flinkdomino.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.Sequences;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityPreemptionTest {

  private static final Sequence URGENT = at(-5, 10);
  private static final Sequence ALSO_URGENT = at(-5, 11);
  private static final Sequence NORMAL = at(0, 2);
  private static final Sequence NEWER_NORMAL = at(0, 3);
  private static final Sequence IDLE = at(9, 1);
  private static final Sequence NEWER_IDLE = at(9, 4);

  private final PriorityPreemption preemption = new PriorityPreemption();

  private static Sequence at(int priority, long arrival) {
    return Sequences.at(new Place(priority, arrival));
  }

  @Test
  void lowestPriorityMakesRoomAmongEqualsTheNewest() {
    List<Sequence> running = List.of(IDLE, NEWER_IDLE, NORMAL);

    assertThat(preemption.leaving(running, List.of(URGENT), 0)).containsExactly(NEWER_IDLE);
    assertThat(preemption.leaving(running, List.of(URGENT, ALSO_URGENT), 0))
        .containsExactly(NEWER_IDLE, IDLE);
  }

  @Test
  void equalsNeverDisplaceEachOther() {
    assertThat(preemption.leaving(List.of(NEWER_NORMAL), List.of(NORMAL), 0)).isEmpty();
    assertThat(preemption.leaving(List.of(NORMAL), List.of(IDLE), 0)).isEmpty();
  }

  @Test
  void nobodyLeavesForThoseThatFindAFreeSlot() {
    assertThat(preemption.leaving(List.of(IDLE), List.of(URGENT), 1)).isEmpty();
    assertThat(preemption.leaving(List.of(IDLE), List.of(URGENT, NORMAL), 1)).containsExactly(IDLE);
  }

  @Test
  void asManyLeaveAsComeBeforeThem() {
    List<Sequence> running = List.of(NEWER_NORMAL, IDLE);

    assertThat(preemption.leaving(running, List.of(URGENT, NORMAL), 0)).containsExactly(IDLE);
    assertThat(preemption.leaving(List.of(IDLE), List.of(URGENT, ALSO_URGENT), 0))
        .containsExactly(IDLE);
  }

  @Test
  void nobodyLeavesWhileNobodyWaits() {
    assertThat(preemption.leaving(List.of(IDLE), List.of(), 0)).isEmpty();
  }
}
