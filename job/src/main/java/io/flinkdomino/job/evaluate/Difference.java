package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.emit.GenerationResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a drafter's completion is not the target's own.
 *
 * @param id of the prompt
 * @param token first that differs, from 0
 * @param margin of the target's decision there, in logits; null where it is not known, because one
 *     completion ends there or the target took another way before
 */
record Difference(String id, int token, @Nullable Double margin) {

  /**
   * Finds it.
   *
   * @param traced the target alone once more, with margins
   */
  static Difference of(
      String id, List<Integer> drafted, List<Integer> targetOnly, GenerationResult traced) {
    int token = mismatch(drafted, targetOnly);
    boolean known =
        token < Math.min(drafted.size(), targetOnly.size())
            && token < traced.margins().size()
            && mismatch(traced.tokenIds(), targetOnly) >= token;
    return new Difference(id, token, known ? traced.margins().get(token) : null);
  }

  /** How many tokens two completions share before they part. */
  private static int mismatch(List<Integer> one, List<Integer> other) {
    int shared = 0;
    while (shared < Math.min(one.size(), other.size())
        && one.get(shared).equals(other.get(shared))) {
      shared++;
    }
    return shared;
  }

  /** Whether rounding may have decided. */
  boolean isWithin(double rounding) {
    return margin != null && margin < rounding;
  }
}
