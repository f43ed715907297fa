package io.flinkdomino.runtime.verify;

import java.util.List;

/**
 * What the target model made of one sequence's drafts.
 *
 * @param draftTokens the tokens that were verified
 * @param acceptedCount how many of them, from the first, the target would have produced itself
 * @param nextToken the target's own token after them: the recovered or the bonus token
 */
public record Verification(List<Integer> draftTokens, int acceptedCount, int nextToken) {
  public Verification {
    draftTokens = List.copyOf(draftTokens);
  }
}
