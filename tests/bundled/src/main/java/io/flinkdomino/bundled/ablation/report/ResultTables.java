package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bench.report.Table;
import io.flinkdomino.bundled.ablation.Decoding;
import io.flinkdomino.bundled.ablation.TrialResult;
import io.flinkdomino.bundled.ablation.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured, a line for each variant: the mean over its seeds, and least and most. */
final class ResultTables {

  private static final int POSITIONS = 8;
  private static final String NONE = "-";

  private static final List<String> TRAINING =
      List.of(
          "variant",
          "layers",
          "parameters",
          "seeds",
          "steps",
          "held-out loss",
          "of the base",
          "teacher-forced length",
          "of the base");

  private static final List<String> ACCEPTANCE =
      List.of(
          "variant",
          "acceptance length",
          "base alone",
          "head's gain",
          "first %d positions accepted, %%".formatted(POSITIONS),
          "base alone");

  private static final List<String> SPEED =
      List.of(
          "variant",
          "tokens/s",
          "base alone",
          "target only",
          "ratio",
          "cycle, µs",
          "base alone",
          "head's cost");

  private final Outcomes outcomes;

  ResultTables(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** What was trained, and how far it came. */
  String training() {
    Table table = new Table(TRAINING);
    for (Variant variant : outcomes.variants()) {
      TrialResult first = outcomes.of(variant).get(0);
      table.row(
          List.of(
              variant.toString(),
              Integer.toString(first.draftLayers()),
              String.format(Locale.ROOT, "%,d", first.parameters()),
              Integer.toString(outcomes.of(variant).size()),
              Integer.toString(first.steps()),
              cell(variant, result -> heldOut(result, "loss"), "%.3f"),
              cell(variant, result -> base(result, "loss"), "%.3f"),
              cell(variant, result -> heldOut(result, "acceptance_length"), "%.2f"),
              cell(variant, result -> base(result, "acceptance_length"), "%.2f")));
    }
    return table.markdown();
  }

  /** Of the logits that draft: corrected ones, else the backbone's, else the causal model's. */
  private static Optional<Double> heldOut(TrialResult result, String measure) {
    return result
        .heldOut("final_" + measure)
        .or(() -> result.heldOut("base_" + measure))
        .or(() -> result.heldOut(measure));
  }

  private static Optional<Double> base(TrialResult result, String measure) {
    return result.variant().hasHead() ? result.heldOut("base_" + measure) : Optional.empty();
  }

  /** What decoding accepted. */
  String acceptance() {
    Table table = new Table(ACCEPTANCE);
    for (Variant variant : outcomes.variants()) {
      table.row(
          List.of(
              variant.toString(),
              whole(variant, Decoding::acceptanceLength, "%.2f"),
              base(variant, Decoding::acceptanceLength, "%.2f"),
              percent(variant, TrialResult::headGain),
              positions(outcomes.of(variant).stream().map(TrialResult::decoding).toList()),
              positions(
                  outcomes.of(variant).stream()
                      .map(TrialResult::base)
                      .flatMap(Optional::stream)
                      .toList())));
    }
    return table.markdown();
  }

  private static String positions(List<Decoding> decodings) {
    String shares =
        Outcomes.placeByPlace(decodings.stream().map(Decoding::acceptedByPosition).toList())
            .stream()
            .limit(POSITIONS)
            .map(share -> String.format(Locale.ROOT, "%.0f", 100 * share))
            .collect(Collectors.joining(" "));
    return shares.isEmpty() ? NONE : shares;
  }

  /** What decoding took. */
  String speed() {
    Table table = new Table(SPEED);
    for (Variant variant : outcomes.variants()) {
      table.row(
          List.of(
              variant.toString(),
              whole(variant, Decoding::tokensPerSecond, "%,.0f"),
              base(variant, Decoding::tokensPerSecond, "%,.0f"),
              whole(variant, Decoding::targetOnlyTokensPerSecond, "%,.0f"),
              whole(variant, Decoding::ratio, "%.2f"),
              whole(variant, Decoding::cycleMicros, "%,.0f"),
              base(variant, Decoding::cycleMicros, "%,.0f"),
              percent(variant, TrialResult::headCost)));
    }
    return table.markdown();
  }

  private String whole(Variant variant, ToDoubleFunction<Decoding> value, String format) {
    return cell(variant, result -> Optional.of(value.applyAsDouble(result.decoding())), format);
  }

  private String base(Variant variant, ToDoubleFunction<Decoding> value, String format) {
    return cell(variant, result -> result.base().map(value::applyAsDouble), format);
  }

  private String cell(
      Variant variant, Function<TrialResult, Optional<Double>> value, String format) {
    return outcomes.mean(variant, value).map(mean -> mean.text(format)).orElse(NONE);
  }

  private String percent(Variant variant, Function<TrialResult, Optional<Double>> value) {
    return outcomes.mean(variant, value).map(Mean::percent).orElse(NONE);
  }
}
