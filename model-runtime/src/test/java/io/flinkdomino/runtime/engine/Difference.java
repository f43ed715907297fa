package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.emit.GenerationResult;
import java.util.List;
import java.util.Optional;

/**
 * A request that came out differently.
 *
 * @param request its id
 * @param token the first token that differs
 * @param margin of the decision, in logits; of the closer one where both are known
 * @param mostOfTies below it, the deviation of scores between batch shapes decides
 * @param variant how the other tokens were decoded
 */
record Difference(String request, int token, double margin, double mostOfTies, LawVariant variant) {

  /** Where two results of one request part, if they do. */
  static Optional<Difference> between(
      GenerationResult expected, GenerationResult found, LawVariant variant, double mostOfTies) {
    List<Integer> left = expected.tokenIds();
    List<Integer> right = found.tokenIds();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        double margin = expected.margins().get(i);
        if (!found.margins().isEmpty()) {
          margin = Math.min(margin, found.margins().get(i));
        }
        return Optional.of(new Difference(expected.request().id(), i, margin, mostOfTies, variant));
      }
    }
    if (left.size() != right.size() || expected.finishReason() != found.finishReason()) {
      throw new AssertionError(
          "equal tokens must end alike, got %d %s and %d %s of %s with %s"
              .formatted(
                  left.size(),
                  expected.finishReason(),
                  right.size(),
                  found.finishReason(),
                  expected.request().id(),
                  variant));
    }
    return Optional.empty();
  }

  boolean isTie() {
    return margin < mostOfTies;
  }
}
