package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.emit.GenerationResult;
import java.util.List;
import java.util.Optional;

/**
 * A request that came out differently.
 *
 * @param request its id
 * @param token the first token that differs
 * @param margin of the smaller of the two decisions, in logits
 * @param variant how the other tokens were decoded
 */
record Difference(String request, int token, double margin, LawVariant variant) {

  /** Where two results of one request part, if they do. */
  static Optional<Difference> between(
      GenerationResult expected, GenerationResult found, LawVariant variant) {
    List<Integer> left = expected.tokenIds();
    List<Integer> right = found.tokenIds();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        double margin = Math.min(expected.margins().get(i), found.margins().get(i));
        return Optional.of(new Difference(expected.request().id(), i, margin, variant));
      }
    }
    if (left.size() != right.size()) {
      throw new AssertionError(
          "equal tokens must end alike, got %d and %d of %s with %s"
              .formatted(left.size(), right.size(), expected.request().id(), variant));
    }
    return Optional.empty();
  }

  boolean isWithin(double most) {
    return margin < most;
  }
}
