package io.flinkdomino.runtime.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnchorSamplerTest {

  private static TokenRow row(int length, int... supervised) {
    BitSet bits = new BitSet();
    for (int at : supervised) {
      bits.set(at);
    }
    return new TokenRow(new int[length], bits);
  }

  @Test
  void anchorAndItsNextTokenAreSupervised() {
    TokenRow row = row(9, 0, 1, 3, 5, 6, 7, 8);

    assertThat(AnchorSampler.sample(row, 100, new Random(1))).containsExactly(0, 5, 6, 7);
  }

  @Test
  void fewerAreChosenEvenlyAndWithoutRepetition() {
    TokenRow row = row(12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    int[] counts = new int[12];

    for (int i = 0; i < 11_000; i++) {
      int[] anchors = AnchorSampler.sample(row, 3, new Random(i));
      assertThat(anchors).hasSize(3).isSorted().doesNotHaveDuplicates();
      for (int anchor : anchors) {
        counts[anchor]++;
      }
    }

    // Three of eleven each time: 3,000 in the mean, deviation 47.
    for (int at = 0; at < 11; at++) {
      assertThat(counts[at]).isBetween(2_750, 3_250);
    }
    assertThat(counts[11]).isZero();
  }
}
