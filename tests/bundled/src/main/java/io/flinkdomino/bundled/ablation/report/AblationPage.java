package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bundled.ablation.TrialResult;
import java.util.List;
import java.util.stream.Stream;

/** The text of an ablation's page. */
final class AblationPage {

  private static final String OF_CLAIMS =
      """
      The published figures are of Qwen3-8B with 16 drafts, Domino against DFlash, each trained by itself (arXiv
      2605.29707, Fig. 1). *Over its own base* compares a drafter with itself, its head left out; *over dflash* with a
      backbone that learned alone, seed by seed. A number is the mean over seeds, then the least and the most.
      """;

  private static final String OF_TRAINING =
      """
      Held-out losses are of the logits that draft; that of a causal drafter is over tokens, not over blocks, and not
      comparable. *Teacher-forced length*: as decoding, but each draft follows true tokens.
      """;

  private static final String OF_ACCEPTANCE =
      """
      Greedy decoding of the held-out prompts, all drafts verified, at most %s of them. *Acceptance length*: tokens that
      a verification adds, accepted drafts and the target's own. *Positions*: share of verifications in which draft i
      was kept.

      ![Drafts accepted by position](%s)
      """;

  private static final String OF_SPEED =
      """
      One sequence at a time. *Cycle*: time with the drafter, prefills included, of one verification. Completions that
      differ from those of the target alone beyond rounding: %d.
      """;

  private AblationPage() {}

  /**
   * What these results say.
   *
   * @param picture file beside the page
   */
  static String text(List<TrialResult> results, String picture) {
    Outcomes outcomes = new Outcomes(results);
    ResultTables tables = new ResultTables(outcomes);
    return String.join(
        "\n",
        new Claims(outcomes).text(),
        OF_CLAIMS,
        tables.training(),
        OF_TRAINING,
        tables.acceptance(),
        OF_ACCEPTANCE.formatted(verified(results), picture),
        tables.speed(),
        OF_SPEED.formatted(beyondRounding(results)));
  }

  private static String verified(List<TrialResult> results) {
    return String.join(
        " or ",
        results.stream()
            .map(result -> result.decoding().verifiedLength())
            .distinct()
            .sorted()
            .map(String::valueOf)
            .toList());
  }

  private static long beyondRounding(List<TrialResult> results) {
    return results.stream()
        .flatMap(result -> Stream.concat(Stream.of(result.decoding()), result.base().stream()))
        .mapToLong(decoding -> decoding.beyondRounding())
        .sum();
  }
}
