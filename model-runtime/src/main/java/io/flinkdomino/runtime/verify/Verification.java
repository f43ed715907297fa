package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.List;

/**
 * What the target model made of one sequence's drafts.
 *
 * @param draftTokens the tokens that were verified
 * @param kept the first of them, as far as the target drew the same, and then its own token: the
 *     recovered or the bonus token
 */
public record Verification(List<Integer> draftTokens, List<DrawnToken> kept) {
  public Verification {
    draftTokens = List.copyOf(draftTokens);
    kept = List.copyOf(kept);
  }

  /** How many drafts were kept. */
  public int acceptedCount() {
    return kept.size() - 1;
  }

  /** The target's own token after them. */
  public int nextToken() {
    return kept.get(acceptedCount()).tokenId();
  }
}
