package io.flinkdomino.runtime.train.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Chooses where blocks begin: positions whose own and next token are to be learned. */
public final class AnchorSampler {

  private AnchorSampler() {}

  /**
   * Anchors of a row, ascending, without repetition; all there are where there are not more.
   *
   * @param most how many at most
   */
  public static int[] sample(TokenRow row, int most, RandomGenerator random) {
    int[] possible =
        IntStream.range(0, row.length() - 1)
            .filter(at -> row.supervised(at) && row.supervised(at + 1))
            .toArray();
    int count = Math.min(most, possible.length);
    for (int i = 0; i < count && count < possible.length; i++) {
      int other = i + random.nextInt(possible.length - i);
      int kept = possible[i];
      possible[i] = possible[other];
      possible[other] = kept;
    }
    int[] anchors = Arrays.copyOf(possible, count);
    Arrays.sort(anchors);
    return anchors;
  }
}
