package io.flinkdomino.runtime.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a target pass decided, on the host.
 *
 * @param verifications one per decoding sequence, in batch order
 * @param firstTokens the first token of each prompt that the pass completed, in chunk order
 */
public record PassOutcome(List<Verification> verifications, List<Integer> firstTokens) {

  /**
   * Reads a packed outcome.
   *
   * @param packed as in {@link TargetPass}
   * @param rows decoding sequences
   * @param drafted drafts per row
   */
  static PassOutcome unpack(long[] packed, int rows, int drafted) {
    int width = drafted + 2;
    List<Verification> verifications = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      int from = row * width;
      verifications.add(
          new Verification(
              ints(packed, from, from + drafted),
              Math.toIntExact(packed[from + drafted]),
              Math.toIntExact(packed[from + drafted + 1])));
    }
    return new PassOutcome(verifications, ints(packed, rows * width, packed.length));
  }

  private static List<Integer> ints(long[] packed, int from, int to) {
    return Arrays.stream(packed, from, to).mapToInt(Math::toIntExact).boxed().toList();
  }
}
