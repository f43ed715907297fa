package io.flinkdomino.runtime.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

  private static List<TokenRow> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new TokenRow(new int[1 + i * 7 % 50], new BitSet()))
        .toList();
  }

  private static List<TokenRow> epoch(BatchOrder order, int epoch) {
    List<TokenRow> all = new ArrayList<>();
    for (int step = 0; step < order.stepsPerEpoch(); step++) {
      all.addAll(order.batch(epoch * order.stepsPerEpoch() + step));
    }
    return all;
  }

  @Test
  void everyEpochHasEachRowOnceInAnotherOrder() {
    List<TokenRow> rows = rows(333);
    BatchOrder order = new BatchOrder(rows, 4, 9);

    assertThat(epoch(order, 0)).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(epoch(order, 1)).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(epoch(order, 0)).isNotEqualTo(epoch(order, 1));
  }

  @Test
  void stepDecidesTheBatchWhereverOneBegins() {
    List<TokenRow> rows = rows(333);
    BatchOrder whole = new BatchOrder(rows, 4, 9);
    epoch(whole, 0);

    assertThat(new BatchOrder(rows, 4, 9).batch(100)).isEqualTo(whole.batch(100));
    assertThat(new BatchOrder(rows, 4, 8).batch(100)).isNotEqualTo(whole.batch(100));
  }

  @Test
  void similarLengthsGoTogether() {
    BatchOrder order = new BatchOrder(rows(512), 8, 1);

    int padded = 0;
    int tokens = 0;
    for (int step = 0; step < order.stepsPerEpoch(); step++) {
      List<TokenRow> batch = order.batch(step);
      padded += batch.size() * batch.stream().mapToInt(TokenRow::length).max().orElseThrow();
      tokens += batch.stream().mapToInt(TokenRow::length).sum();
    }
    assertThat(padded).isLessThan(tokens * 105 / 100);
  }
}
