package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bundled.ablation.Decoding;
import io.flinkdomino.bundled.ablation.TrialResult;
import io.flinkdomino.bundled.ablation.Variant;
import io.flinkdomino.job.chart.Chart;
import io.flinkdomino.job.chart.Panel;
import io.flinkdomino.job.chart.Point;
import io.flinkdomino.job.chart.Series;
import io.flinkdomino.job.chart.Series.Ink;
import io.flinkdomino.job.chart.Series.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How many drafts were kept at each position: of each variant, and of each head's base. */
final class AcceptancePicture {

  private static final String POSITION = "position of the draft, from 1";

  private final Outcomes outcomes;

  private AcceptancePicture(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** An SVG document. */
  static String svg(List<TrialResult> results) {
    return new AcceptancePicture(new Outcomes(results)).chart().toSvg();
  }

  private Chart chart() {
    return new Chart(
        "Drafts accepted by position, share of verifications",
        List.of(
            new Panel("Variants", POSITION, variants()),
            new Panel("Heads (lines) and their bases alone (dots)", POSITION, heads())));
  }

  private List<Series> variants() {
    return outcomes.variants().stream().map(variant -> whole(variant, Style.DOTTED_LINE)).toList();
  }

  private List<Series> heads() {
    List<Series> series = new ArrayList<>();
    outcomes.variants().stream()
        .filter(Variant::hasHead)
        .forEach(
            variant -> {
              series.add(whole(variant, Style.LINE));
              series.add(
                  series(
                      variant,
                      "its base",
                      Style.DOTS,
                      outcomes.of(variant).stream()
                          .map(TrialResult::base)
                          .flatMap(Optional::stream)
                          .toList()));
            });
    return series;
  }

  private Series whole(Variant variant, Style style) {
    return series(
        variant,
        variant.toString(),
        style,
        outcomes.of(variant).stream().map(TrialResult::decoding).toList());
  }

  private static Series series(
      Variant variant, String name, Style style, List<Decoding> decodings) {
    List<Double> shares =
        Outcomes.placeByPlace(decodings.stream().map(Decoding::acceptedByPosition).toList());
    return new Series(
        name,
        ink(variant),
        style,
        IntStream.range(0, shares.size())
            .mapToObj(place -> new Point(place + 1, shares.get(place)))
            .toList());
  }

  private static Ink ink(Variant variant) {
    return switch (variant) {
      case DFLASH -> Ink.BLACK;
      case DOMINO_NO_CURRICULUM -> Ink.GREY;
      case DOMINO_DECAY_50 -> Ink.BLUE;
      case DOMINO_DECAY_100 -> Ink.ORANGE;
      case AUTOREGRESSIVE -> Ink.GREEN;
    };
  }
}
