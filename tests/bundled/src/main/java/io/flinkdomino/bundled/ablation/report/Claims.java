package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bench.report.Table;
import io.flinkdomino.bundled.ablation.TrialResult;
import io.flinkdomino.bundled.ablation.Variant;
import io.flinkdomino.bundled.ablation.report.Claim.Wanted;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is published of Domino (arXiv 2605.29707, Fig. 1, Qwen3-8B, 16 tokens): acceptance length
 * 4.70 over DFlash's 4.03 for 2.8 % more time, a speed-up of 3.84 over 3.42, and that the
 * curriculum helps.
 */
final class Claims {

  private static final double MORE_ACCEPTED = 0.166;
  private static final double MORE_TIME = 0.028;
  private static final double MORE_SPEED = 3.84 / 3.42 - 1;

  private final Outcomes outcomes;

  Claims(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** All of them, those of the head for the variants with a curriculum. */
  List<Claim> all() {
    return Stream.of(Variant.DOMINO_DECAY_50, Variant.DOMINO_DECAY_100)
        .flatMap(variant -> Stream.of(head(variant), overDflash(variant), curriculum(variant)))
        .flatMap(List::stream)
        .toList();
  }

  private List<Claim> head(Variant variant) {
    return List.of(
        new Claim(
            "acceptance length over its own base",
            variant,
            Wanted.AT_LEAST,
            MORE_ACCEPTED,
            outcomes.mean(variant, TrialResult::headGain)),
        new Claim(
            "cycle time over its own base",
            variant,
            Wanted.AT_MOST,
            MORE_TIME,
            outcomes.mean(variant, TrialResult::headCost)));
  }

  private List<Claim> overDflash(Variant variant) {
    return List.of(
        new Claim(
            "acceptance length over dflash",
            variant,
            Wanted.AT_LEAST,
            MORE_ACCEPTED,
            outcomes.over(variant, Variant.DFLASH, Claims::acceptanceLength)),
        new Claim(
            "cycle time over dflash",
            variant,
            Wanted.AT_MOST,
            MORE_TIME,
            outcomes.over(variant, Variant.DFLASH, result -> result.decoding().cycleMicros())),
        new Claim(
            "tokens/s over dflash",
            variant,
            Wanted.AT_LEAST,
            MORE_SPEED,
            outcomes.over(variant, Variant.DFLASH, result -> result.decoding().tokensPerSecond())));
  }

  private List<Claim> curriculum(Variant variant) {
    return List.of(
        new Claim(
            "acceptance length over no curriculum",
            variant,
            Wanted.MORE,
            0,
            outcomes.over(variant, Variant.DOMINO_NO_CURRICULUM, Claims::acceptanceLength)));
  }

  private static double acceptanceLength(TrialResult result) {
    return result.decoding().acceptanceLength();
  }

  /** How many hold, then a line for each. */
  String text() {
    List<Claim> all = all();
    List<Claim> measured = all.stream().filter(claim -> claim.found().isPresent()).toList();
    long hold = measured.stream().filter(claim -> claim.verdict().startsWith("holds")).count();
    Table table = new Table(List.of("claim", "variant", "published", "here", "verdict"));
    all.forEach(claim -> table.row(claim.cells()));
    return "Of %d published claims measured here, %d hold.%n%n%s"
        .formatted(measured.size(), hold, table.markdown());
  }
}
