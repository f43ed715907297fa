package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.List;

/**
 * What a target pass decided, on the host.
 *
 * @param verifications one per decoding sequence, in batch order
 * @param firstTokens the first token of each prompt that the pass completed, in chunk order
 */
public record PassOutcome(List<Verification> verifications, List<DrawnToken> firstTokens) {
  public PassOutcome {
    verifications = List.copyOf(verifications);
    firstTokens = List.copyOf(firstTokens);
  }
}
