package io.flinkdomino.runtime.sampling;

import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import java.util.ArrayList;
import java.util.List;

/**
 * How a draw came about.
 *
 * @param margin the smallest change of scores, in logits, that could have changed it
 * @param emitted the drawn token
 * @param top the most likely tokens, as many as any sequence of the step wants
 */
public record DrawReport(double margin, TokenLogprob emitted, List<TokenLogprob> top) {

  public DrawReport {
    top = List.copyOf(top);
  }

  /** Numbers in a report with so many likely tokens. */
  public static int width(int top) {
    return 2 + 2 * top;
  }

  /** The same with at most so many of the most likely tokens. */
  public DrawReport withTop(int count) {
    return count >= top.size() ? this : new DrawReport(margin, emitted, top.subList(0, count));
  }

  /** The log probabilities with only so many of the most likely tokens. */
  public TokenLogprobs logprobs(int count) {
    return new TokenLogprobs(emitted, withTop(count).top());
  }

  /**
   * Reads one of several reports: margin, log probability, those of the likely tokens, their ids.
   *
   * @param from where it begins
   * @param top likely tokens in it
   */
  public static DrawReport read(int tokenId, double[] reports, int from, int top) {
    List<TokenLogprob> likely = new ArrayList<>(top);
    for (int i = 0; i < top; i++) {
      likely.add(new TokenLogprob((int) reports[from + 2 + top + i], reports[from + 2 + i]));
    }
    return new DrawReport(reports[from], new TokenLogprob(tokenId, reports[from + 1]), likely);
  }
}
