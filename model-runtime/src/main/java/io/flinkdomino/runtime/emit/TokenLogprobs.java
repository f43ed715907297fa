package io.flinkdomino.runtime.emit;

import java.util.List;

/**
 * What the target model thought of one position of a completion.
 *
 * @param emitted the token that was drawn
 * @param top the most likely tokens, most likely first; as many as were asked for
 */
public record TokenLogprobs(TokenLogprob emitted, List<TokenLogprob> top) {
  public TokenLogprobs {
    top = List.copyOf(top);
  }
}
