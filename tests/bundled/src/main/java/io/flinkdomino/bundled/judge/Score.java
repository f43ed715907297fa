package io.flinkdomino.bundled.judge;

import java.util.Locale;

/**
 * How one task's prompts were answered.
 *
 * @param right answers that are right
 * @param total prompts, answered or not
 * @param tokens of all answers
 * @param steps verifications, 0 where the rows count none
 * @param accepted draft tokens kept
 */
record Score(int right, int total, long tokens, long steps, long accepted) {

  static final Score NONE = new Score(0, 0, 0, 0, 0);

  /** A prompt without completion. */
  static final Score UNANSWERED = new Score(0, 1, 0, 0, 0);

  static Score of(Completion completion, boolean right) {
    return new Score(
        right ? 1 : 0, 1, completion.tokens(), completion.steps(), completion.accepted());
  }

  Score plus(Score other) {
    return new Score(
        right + other.right,
        total + other.total,
        tokens + other.tokens,
        steps + other.steps,
        accepted + other.accepted);
  }

  /** Of 1; that of no prompts is 1. */
  double share() {
    return total == 0 ? 1 : (double) right / total;
  }

  /** A line of {@link Judgement#table}. */
  String row(String name) {
    String length =
        steps == 0 ? "-" : String.format(Locale.ROOT, "%.2f", 1 + (double) accepted / steps);
    String mean = tokens == 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) tokens / total);
    return String.format(
        Locale.ROOT,
        "%-12s %6d %6d %8.1f %8s %8s",
        name,
        right,
        total,
        100 * share(),
        mean,
        length);
  }
}
