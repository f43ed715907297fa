package io.flinkdomino.runtime.length;

/**
 * Before drafting: how many sequences should draft, and how far, for most tokens per time. Engine
 * thread only.
 *
 * <p>Drafts are worth what the last blocks were worth, times the sequence's own factor. Each number
 * of rows and each length is tried with every rule that the choice after drafting may come to:
 * verify all, or all drafts above some survival probability. A rule of the second kind leaves rows
 * of different lengths, whose attention is computed apart.
 */
final class DraftPlanner {

  /** Of rows whose lengths are chosen one by one, so many differ from their neighbour. */
  private static final double DIFFERENT = 0.8;

  private final PassCosts passes;
  private final DraftCosts draftCosts;
  private final RecentDrafts recent;
  private final int longest;

  DraftPlanner(PassCosts passes, DraftCosts draftCosts, RecentDrafts recent, int longest) {
    this.passes = passes;
    this.draftCosts = draftCosts;
    this.recent = recent;
    this.longest = longest;
  }

  /**
   * Looks at all ways.
   *
   * @param factors of the sequences, the best first
   * @param prefillTokens in the same pass
   * @param groups of rows if all verify alike
   */
  Outlook outlook(double[] factors, int prefillTokens, int groups) {
    int rows = factors.length;
    int tokens = rows + prefillTokens;
    double undrafted = rows / passes.nanos(tokens, groups);
    Outlook best = new Outlook(0, 0, undrafted, undrafted);
    double sum = 0;
    int drafting = 0;
    for (int next = 1; drafting < rows; next = Math.min(rows, next + Math.max(1, next / 2))) {
      while (drafting < next) {
        sum += factors[drafting++];
      }
      for (int length = 1; length <= longest; length++) {
        double rate = rate(rows, drafting, sum, length, tokens, groups);
        if (rate > best.rate()) {
          best = new Outlook(drafting, length, rate, undrafted);
        }
      }
    }
    return best;
  }

  private double rate(int rows, int drafting, double factors, int length, int tokens, int groups) {
    double best = 0;
    double drafts = draftCosts.nanos(drafting, length, 0);
    double different = rows == 1 ? 0 : DIFFERENT * Math.min(drafting, rows - 1);
    double border = drafting < rows ? 1 : 0;
    for (int grade = 0; grade < RecentDrafts.GRADES; grade++) {
      double verified = drafting * recent.drafts(length, grade);
      double kept = Math.min(verified, factors * recent.kept(length, grade));
      double extra = grade == 0 ? border : different;
      double nanos = drafts + passes.nanos(tokens + verified, groups + extra);
      best = Math.max(best, (rows + kept) / nanos);
    }
    return best;
  }
}
