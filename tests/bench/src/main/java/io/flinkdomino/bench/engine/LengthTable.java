package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.report.Table;
import io.flinkdomino.bench.workload.Variants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Adaptive verified lengths against the best fixed one, no drafting included. */
final class LengthTable {

  private final Map<EngineCase, Rounds> results;

  LengthTable(Map<EngineCase, Rounds> results) {
    this.results = results;
  }

  /** The table; nothing if no variant is adaptive. */
  String markdown() {
    Table table =
        new Table(
            List.of("variant", "sequences", "best fixed", "adaptive / best", "/ target-only"));
    List<Double> shares = new ArrayList<>();
    for (EngineCase adaptive : results.keySet()) {
      if (adaptive.variant().endsWith(Variants.ADAPTIVE)) {
        EngineCase best = best(adaptive);
        double share = speed(adaptive) / speed(best);
        shares.add(share);
        table.row(
            List.of(
                adaptive.variant(),
                String.valueOf(adaptive.sequences()),
                best.variant(),
                number(share),
                number(speed(adaptive) / speed(adaptive.baseline()))));
      }
    }
    if (shares.isEmpty()) {
      return "";
    }
    double mean = shares.stream().mapToDouble(Math::log).average().orElseThrow();
    return "\nIn tokens/cpu-s, the best of the same drafter with a fixed length and of target-only;"
        + " geometric mean of adaptive / best %s.\n\n%s"
            .formatted(number(Math.exp(mean)), table.markdown());
  }

  private double speed(EngineCase key) {
    return results.get(key).tokensPerCpuSecond().median();
  }

  private EngineCase best(EngineCase adaptive) {
    String drafter = adaptive.variant().replace(Variants.ADAPTIVE, "");
    return results.keySet().stream()
        .filter(key -> key.sequences() == adaptive.sequences())
        .filter(
            key ->
                key.equals(adaptive.baseline())
                    || key.variant().equals(drafter)
                    || key.variant().startsWith(drafter + " verified "))
        .max(Comparator.comparingDouble(this::speed))
        .orElseThrow();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
