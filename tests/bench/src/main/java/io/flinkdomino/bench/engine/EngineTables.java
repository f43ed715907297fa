package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.measure.Spread;
import io.flinkdomino.bench.report.Table;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link EngineBenchmark} found, as text. */
final class EngineTables {

  private final Map<EngineCase, Rounds> results;
  private final int tokens;

  EngineTables(Map<EngineCase, Rounds> results, int tokens) {
    this.results = results;
    this.tokens = tokens;
  }

  String markdown() {
    int rounds = results.values().stream().mapToInt(Rounds::count).min().orElse(0);
    return """
        Float32, the golden prompts of the bundled models, each request ending by itself (the model's end of sequence is
        respected) or after %d tokens. Greedy tokens are equal for all variants, so all greedy ones do the same work;
        those with a temperature draw, with one seed for each request's number, and emit other tokens. Medians of
        %d rounds (smallest to largest). *Gain* is that of tokens/cpu-s over target-only at the same temperature and as
        many sequences. *Acceptance length* is tokens a verification, the target's own included; *verified* is drafts a
        verification. *Taken* is the share of time in which the engine's thread had no processor, because
        other processes had it: where that is more than a few percent, read *tokens/cpu-s*, which counts only the time
        in which it had one.

        %s
        Microseconds a step (a step is one pass for all running sequences). *Draft* is the drafter, its reading of
        context features, admission and planning included; *verify* is the target, prefill, sampling and reading the
        outcome included; *rest* is committing, freeing slots and text; *outside* is between steps.

        %s
        %s%s"""
        .formatted(
            tokens,
            rounds,
            speeds().markdown(),
            steps().markdown(),
            new StepBreakdown(results).markdown(),
            new LengthTable(results).markdown());
  }

  private Table speeds() {
    Table table =
        new Table(
            List.of(
                "variant",
                "sequences",
                "tokens/s",
                "tokens/cpu-s",
                "gain",
                "acceptance length",
                "verified",
                "taken"));
    results.forEach(
        (key, rounds) -> {
          Spread speed = rounds.tokensPerSecond();
          Spread net = rounds.tokensPerCpuSecond();
          Acceptance acceptance = rounds.total().acceptance();
          table.row(
              List.of(
                  key.variant(),
                  String.valueOf(key.sequences()),
                  spread(speed),
                  spread(net),
                  text("%.2f", net.median() / baseline(key)),
                  text("%.2f", acceptance.acceptanceLength()),
                  text("%.1f", (double) acceptance.drafted() / acceptance.steps()),
                  text("%.1f %%", 100 * rounds.disturbance())));
        });
    return table;
  }

  private double baseline(EngineCase key) {
    return results.get(key.baseline()).tokensPerCpuSecond().median();
  }

  private Table steps() {
    Table table =
        new Table(List.of("variant", "sequences", "step", "draft", "verify", "rest", "outside"));
    results.forEach(
        (key, rounds) ->
            table.row(
                List.of(
                    key.variant(),
                    String.valueOf(key.sequences()),
                    micros(rounds.microsPerStep(Round::nanos)),
                    micros(rounds.microsPerStep(round -> round.times().draftNanos())),
                    micros(rounds.microsPerStep(round -> round.times().verifyNanos())),
                    micros(rounds.microsPerStep(round -> round.times().restNanos())),
                    micros(
                        rounds.microsPerStep(
                            round -> round.nanos() - round.times().busyNanos())))));
    return table;
  }

  private static String spread(Spread speed) {
    return text("%.0f (%.0f-%.0f)", speed.median(), speed.least(), speed.most());
  }

  private static String micros(double value) {
    return text("%.0f", value);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
