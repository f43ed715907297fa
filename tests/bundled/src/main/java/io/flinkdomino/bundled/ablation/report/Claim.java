package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bundled.ablation.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something published, and what was found of it.
 *
 * @param text what is compared
 * @param variant whose
 * @param wanted how the finding must lie to the published figure
 * @param published of 1
 * @param found seed by seed, of 1; empty while no seed has both sides
 */
record Claim(String text, Variant variant, Wanted wanted, double published, Optional<Mean> found) {

  private static final double PERCENT = 100;

  /** How a finding must lie to a published figure. */
  enum Wanted {
    /** At least as much more. */
    AT_LEAST,
    /** At most as much more. */
    AT_MOST,
    /** More; no figure was published. */
    MORE
  }

  /** Whether it holds, in words. */
  String verdict() {
    return found.map(this::verdict).orElse("not measured");
  }

  private String verdict(Mean mean) {
    String words =
        switch (wanted) {
          case AT_LEAST -> mean.mean() >= published ? "holds" : smaller(mean);
          case AT_MOST -> mean.mean() <= published ? "holds" : "does not hold";
          case MORE -> mean.least() > 0 ? "holds" : onAverage(mean);
        };
    return mean.seeds() == 1 ? words + " (one seed)" : words;
  }

  private static String smaller(Mean mean) {
    return mean.least() > 0 ? "a gain, but smaller" : "does not hold";
  }

  private static String onAverage(Mean mean) {
    return mean.mean() > 0 ? "on average, not with each seed" : "does not hold";
  }

  /** Cells of a table. */
  List<String> cells() {
    String figure = String.format(Locale.ROOT, "%+.1f %%", PERCENT * published);
    return List.of(
        text,
        variant.toString(),
        switch (wanted) {
          case AT_LEAST -> figure;
          case AT_MOST -> "at most " + figure;
          case MORE -> "more";
        },
        found.map(Mean::percent).orElse("-"),
        verdict());
  }
}
