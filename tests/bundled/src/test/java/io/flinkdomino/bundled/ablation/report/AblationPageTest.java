package io.flinkdomino.bundled.ablation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bundled.ablation.Decoding;
import io.flinkdomino.bundled.ablation.TrialResult;
import io.flinkdomino.bundled.ablation.Variant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AblationPageTest {

  private static final @Nullable Decoding NO_BASE = null;

  /** Dflash 4.0 and 4.0; no curriculum 4.4; half of the steps 5.0 and 4.2; all of them 4.8. */
  private static final List<TrialResult> RESULTS =
      List.of(
          result(Variant.DFLASH, 1, decoding(4.0, 1000), NO_BASE),
          result(Variant.DFLASH, 2, decoding(4.0, 1000), NO_BASE),
          result(Variant.DOMINO_NO_CURRICULUM, 1, decoding(4.4, 1100), decoding(2.2, 1000)),
          result(Variant.DOMINO_NO_CURRICULUM, 2, decoding(4.4, 1100), decoding(2.2, 1000)),
          result(Variant.DOMINO_DECAY_50, 1, decoding(5.0, 1020), decoding(4.0, 1000)),
          result(Variant.DOMINO_DECAY_50, 2, decoding(4.2, 1030), decoding(4.0, 1000)),
          result(Variant.DOMINO_DECAY_100, 1, decoding(4.8, 1010), decoding(4.0, 1000)));

  private static Decoding decoding(double acceptanceLength, double cycleMicros) {
    return new Decoding(
        16,
        acceptanceLength,
        List.of(0.9, 0.75),
        400,
        100,
        acceptanceLength / cycleMicros * 1e6,
        500,
        2,
        cycleMicros,
        0);
  }

  private static TrialResult result(
      Variant variant, long seed, Decoding decoding, @Nullable Decoding base) {
    return new TrialResult(
        variant,
        seed,
        300,
        2,
        1_059_648,
        "abc",
        Map.of("base_loss", 2.5, "final_loss", 2.0),
        decoding,
        base);
  }

  private static String verdict(String text, Variant variant) {
    return new Claims(new Outcomes(RESULTS))
        .all().stream()
            .filter(claim -> claim.text().equals(text) && claim.variant() == variant)
            .map(Claim::verdict)
            .findFirst()
            .orElse("no such claim");
  }

  /** The page without the padding of its tables. */
  private static List<String> lines() {
    return AblationPage.text(RESULTS, "picture.svg")
        .lines()
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  @Test
  void saysWhatHolds() {
    assertThat(verdict("acceptance length over its own base", Variant.DOMINO_DECAY_50))
        .isEqualTo("a gain, but smaller");
    assertThat(verdict("acceptance length over its own base", Variant.DOMINO_DECAY_100))
        .isEqualTo("holds (one seed)");
    assertThat(verdict("cycle time over its own base", Variant.DOMINO_DECAY_50)).isEqualTo("holds");
    assertThat(verdict("acceptance length over no curriculum", Variant.DOMINO_DECAY_50))
        .isEqualTo("on average, not with each seed");
    assertThat(verdict("tokens/s over dflash", Variant.DOMINO_DECAY_100))
        .isEqualTo("holds (one seed)");
  }

  @Test
  void claimsBeginThePage() {
    assertThat(lines().get(0)).isEqualTo("Of 12 published claims measured here, 8 hold.");
    assertThat(lines())
        .contains(
            "| acceptance length over its own base | domino-decay-50 | +16.6 % |"
                + " +15.0 (+5.0 to +25.0) % | a gain, but smaller |",
            "| cycle time over dflash | domino-decay-100 | at most +2.8 % | +1.0 % |"
                + " holds (one seed) |");
  }

  @Test
  void tablesHaveALineForEachVariant() {
    assertThat(lines())
        .contains(
            "| dflash | 2 | 1,059,648 | 2 | 300 | 2.000 (2.000 to 2.000) | - | - | - |",
            "| dflash | 4.00 (4.00 to 4.00) | - | - | 90 75 | - |",
            "| domino-decay-100 | 4.80 | 4.00 | +20.0 % | 90 75 | 90 75 |",
            "| domino-decay-100 | 4,752 | 4,000 | 500 | 2.00 | 1,010 | 1,000 | +1.0 % |")
        .contains("![Drafts accepted by position](picture.svg)");
  }

  @Test
  void whatIsNotMeasuredIsNoClaim() {
    List<String> page = AblationPage.text(List.of(RESULTS.get(0)), "picture.svg").lines().toList();
    assertThat(page.get(0)).isEqualTo("Of 0 published claims measured here, 0 hold.");
    assertThat(page).anyMatch(line -> line.contains("not measured"));
  }

  @Test
  void drawsEveryVariantAndEveryBase() {
    String svg = AcceptancePicture.svg(RESULTS);
    assertThat(svg).startsWith("<svg").contains("domino-no-curriculum", "its base", "dflash");
  }
}
