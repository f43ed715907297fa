package io.flinkdomino.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.Sequences;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {

  private final AdmissionQueue queue = new AdmissionQueue();

  private Sequence add(int priority, long arrival) {
    Sequence sequence = Sequences.at(new Place(priority, arrival));
    queue.add(sequence);
    return sequence;
  }

  @Test
  void lowestPriorityNumberIsNextThenTheLongestWaiting() {
    Sequence normal = add(0, 0);
    Sequence late = add(7, 1);
    Sequence urgent = add(-3, 2);
    Sequence laterNormal = add(0, 3);

    assertThat(queue.size()).isEqualTo(4);
    assertThat(List.of(queue.next(), queue.next(), queue.next(), queue.next()))
        .containsExactly(urgent, normal, laterNormal, late);
    assertThat(queue.size()).isZero();
  }

  @Test
  void whoComesBackTakesItsPlaceByItsFirstArrival() {
    Sequence first = add(0, 0);
    Sequence second = add(0, 1);
    queue.next();
    queue.add(first);

    assertThat(queue.first(2)).containsExactly(first, second);
  }

  @Test
  void lookingAtTheFirstTakesNoneOut() {
    Sequence only = add(0, 0);

    assertThat(queue.first(0)).isEmpty();
    assertThat(queue.first(5)).containsExactly(only);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void removedOneIsNeverNext() {
    Sequence first = add(0, 0);
    Sequence second = add(0, 1);

    assertThat(queue.remove(first)).isTrue();
    assertThat(queue.remove(first)).isFalse();
    assertThat(queue.next()).isSameAs(second);
  }

  @Test
  void twoAtOnePlaceAreRefused() {
    add(2, 5);

    assertThatThrownBy(() -> add(2, 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a sequence waits at Place[priority=2, arrival=5] already");
  }
}
