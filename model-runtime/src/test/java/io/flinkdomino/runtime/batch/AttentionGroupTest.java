package io.flinkdomino.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttentionGroupTest {

  @Test
  void rowsOfLikeLengthAreOneGroup() {
    assertThat(AttentionGroup.of(List.of(8, 8, 8), List.of(90, 100, 85)))
        .containsExactly(new AttentionGroup(0, 3, 8, 100));
  }

  @Test
  void longRowAmongShortOnesStandsAlone() {
    assertThat(AttentionGroup.of(List.of(1, 1, 1, 1), List.of(10, 500, 10, 11)))
        .containsExactly(
            new AttentionGroup(0, 1, 1, 10),
            new AttentionGroup(1, 1, 1, 500),
            new AttentionGroup(2, 2, 1, 11));
  }

  @Test
  void rowsThatReadDifferentNumbersOfTokensAreNoGroup() {
    assertThat(AttentionGroup.of(List.of(3, 3, 2), List.of(50, 50, 50)))
        .containsExactly(new AttentionGroup(0, 2, 3, 50), new AttentionGroup(2, 1, 2, 50));
  }

  @Test
  void noRowsAreNoGroup() {
    assertThat(AttentionGroup.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void everyRowSeesAllItsKeysAndNoGroupReadsMorePaddingThanAllowed() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      int longest = 1 + random.nextInt(1_500);
      List<Integer> keys = random.ints(1 + random.nextInt(64), 1, longest + 1).boxed().toList();
      List<Integer> queries = Collections.nCopies(keys.size(), 1 + random.nextInt(17));

      int next = 0;
      for (AttentionGroup group : AttentionGroup.of(queries, keys)) {
        assertThat(group.first()).isEqualTo(next);
        List<Integer> rows = keys.subList(next, next + group.rows());
        assertThat(group.keys()).isEqualTo(Collections.max(rows));
        int read = group.rows() * group.keys();
        int padding = read - rows.stream().mapToInt(Integer::intValue).sum();
        assertThat((double) padding / read).isLessThanOrEqualTo(AttentionGroup.MAX_PADDING);
        next += group.rows();
      }
      assertThat(next).isEqualTo(keys.size());
    }
  }
}
