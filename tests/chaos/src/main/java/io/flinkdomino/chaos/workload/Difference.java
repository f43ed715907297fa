package io.flinkdomino.chaos.workload;

import io.flinkdomino.runtime.emit.GenerationResult;
import java.util.List;
import java.util.Optional;

/**
 * Where a completion differs from the target alone.
 *
 * @param prompt number of the prompt
 * @param token first that differs, from 0
 * @param margin of the target's decision there, in logits; 1 where lengths differ
 */
public record Difference(int prompt, int token, double margin) {

  /**
   * Twice the largest deviation of scores between batch shapes, which {@code SamplingLawTest}
   * measures with these models: a decision closer than that may fall otherwise.
   */
  private static final double TIE = 2 * 3e-5;

  /** The difference, if there is one. */
  public static Optional<Difference> between(
      int prompt, int wanted, List<Integer> found, GenerationResult targetAlone) {
    List<Integer> expected = targetAlone.tokenIds().subList(0, wanted);
    if (found.equals(expected)) {
      return Optional.empty();
    }
    int token = 0;
    while (token < Math.min(wanted, found.size()) && found.get(token).equals(expected.get(token))) {
      token++;
    }
    boolean sameLength = found.size() == wanted;
    return Optional.of(
        new Difference(prompt, token, sameLength ? targetAlone.margins().get(token) : 1));
  }

  /** Whether rounding may have decided. */
  public boolean isTie() {
    return margin < TIE;
  }
}
