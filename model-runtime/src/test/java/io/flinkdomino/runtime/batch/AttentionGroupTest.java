package io.flinkdomino.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttentionGroupTest {

  @Test
  void rowsOfLikeLengthAreOneGroup() {
    assertThat(AttentionGroup.of(List.of(5, 5, 5), List.of(90, 100, 95)))
        .containsExactly(new AttentionGroup(0, 3, 5, 100));
  }

  @Test
  void shortRowDoesNotReadAsMuchAsALongOne() {
    assertThat(AttentionGroup.of(List.of(5, 5, 5), List.of(100, 2_000, 1_900)))
        .containsExactly(new AttentionGroup(0, 1, 5, 100), new AttentionGroup(1, 2, 5, 2_000));
  }

  @Test
  void rowsThatVerifyDifferentNumbersOfDraftsAreDifferentGroups() {
    assertThat(AttentionGroup.of(List.of(5, 1), List.of(100, 100)))
        .containsExactly(new AttentionGroup(0, 1, 5, 100), new AttentionGroup(1, 1, 1, 100));
  }

  @Test
  void noRowsAreNoGroups() {
    assertThat(AttentionGroup.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void everyRowIsInOneGroupThatIsLongEnoughAndPadsAFifthAtMost() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      int rows = 1 + random.nextInt(64);
      int longest = 1 + random.nextInt(2_000);
      List<Integer> queries =
          random.nextBoolean()
              ? Collections.nCopies(rows, 17)
              : random.ints(rows, 1, 4).boxed().toList();
      List<Integer> keys = random.ints(rows, 1, longest + 1).boxed().toList();

      List<AttentionGroup> groups = AttentionGroup.of(queries, keys);

      int next = 0;
      for (AttentionGroup group : groups) {
        assertThat(group.first()).isEqualTo(next);
        next += group.rows();
        List<Integer> own = keys.subList(group.first(), next);
        assertThat(group.keys()).isEqualTo(Collections.max(own));
        assertThat(queries.subList(group.first(), next)).containsOnly(group.queries());
        long read = (long) group.rows() * group.keys();
        long needed = own.stream().mapToLong(Integer::longValue).sum();
        assertThat(read - needed).isLessThanOrEqualTo((long) (0.2 * read));
      }
      assertThat(next).isEqualTo(rows);
    }
  }
}
