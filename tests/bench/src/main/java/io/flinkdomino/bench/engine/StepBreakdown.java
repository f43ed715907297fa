package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.report.Table;
import io.flinkdomino.bench.workload.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Where the time of a step of {@link Variants#DOMINO_4} goes. */
final class StepBreakdown {

  private static final List<Integer> SEQUENCES = List.of(1, 16);

  /** The target's step, the draft, and the drafter's reading of context features. */
  private static final int CALLS = 3;

  private final Map<EngineCase, Rounds> results;

  StepBreakdown(Map<EngineCase, Rounds> results) {
    this.results = results;
  }

  /** The table, and how to read it. */
  String markdown() {
    return """
        ## Where a step's time goes

        Microseconds a step of *%s*. *Draft backbone* is the draft time of *%s*, the same drafter without its head;
        admission and planning are within it. *Head loop* is a difference of medians: the draft time of *%1$s* less that
        of *%2$s*. *Verification* includes prefill and reading the outcome. *Sampling* is a difference of
        medians: draft and verification together of *%s* less those of *%1$s*; it comes on top of the step, which is
        greedy, and the number of sequences in a step may differ too. *Scheduling and committing* is the rest of the step,
        text included. *Outside* is between steps. These without *sampling* add up to *step*, up to what medians of
        parts differ from the median of the whole. Differences of medians are printed as they are, also
        below zero.

        Two are measured apart, after each round, and are parts of the above: *detokenizing* (within *scheduling and
        committing*) is the time to decode the round's completions, *JNI* (within draft and verification) that of %d calls
        without arguments of a program's method that does nothing: the target's step, the draft, and the
        reading of context features.

        %s"""
        .formatted(Variants.DOMINO_4, Variants.DFLASH_4, Variants.SAMPLED_DOMINO_4, CALLS, table());
  }

  private String table() {
    List<Integer> measured = SEQUENCES.stream().filter(this::measured).toList();
    List<String> header = new ArrayList<>(List.of("part"));
    measured.forEach(n -> header.add(n + (n == 1 ? " sequence" : " sequences")));
    Table table = new Table(header);
    row(table, "step", measured, n -> of(Variants.DOMINO_4, n, Round::nanos));
    row(table, "draft backbone", measured, n -> draft(Variants.DFLASH_4, n));
    row(
        table,
        "head loop (difference)",
        measured,
        n -> draft(Variants.DOMINO_4, n) - draft(Variants.DFLASH_4, n));
    row(
        table,
        "verification",
        measured,
        n -> of(Variants.DOMINO_4, n, round -> round.times().verifyNanos()));
    row(
        table,
        "scheduling and committing",
        measured,
        n -> of(Variants.DOMINO_4, n, round -> round.times().restNanos()));
    row(
        table,
        "outside",
        measured,
        n -> of(Variants.DOMINO_4, n, round -> round.nanos() - round.times().busyNanos()));
    row(
        table,
        "sampling (difference, on top)",
        measured,
        n -> models(Variants.SAMPLED_DOMINO_4, n) - models(Variants.DOMINO_4, n));
    row(
        table,
        "detokenizing (apart)",
        measured,
        n -> of(Variants.DOMINO_4, n, round -> round.apart().detokenizeNanos()));
    row(table, "JNI (apart)", measured, this::calls);
    return table.markdown();
  }

  private boolean measured(int sequences) {
    return List.of(Variants.DOMINO_4, Variants.DFLASH_4, Variants.SAMPLED_DOMINO_4).stream()
        .map(variant -> results.get(new EngineCase(variant, sequences)))
        .allMatch(rounds -> rounds != null && rounds.count() > 0);
  }

  private static void row(
      Table table, String part, List<Integer> sequences, ToDoubleFunction<Integer> micros) {
    List<String> cells = new ArrayList<>(List.of(part));
    sequences.forEach(n -> cells.add(String.format(Locale.ROOT, "%.1f", micros.applyAsDouble(n))));
    table.row(cells);
  }

  private double draft(String variant, int sequences) {
    return of(variant, sequences, round -> round.times().draftNanos());
  }

  /** Draft and verification together. */
  private double models(String variant, int sequences) {
    return of(
        variant, sequences, round -> round.times().draftNanos() + round.times().verifyNanos());
  }

  private double calls(int sequences) {
    return of(
        Variants.DOMINO_4,
        sequences,
        round -> (double) CALLS * round.apart().callNanos() * round.times().steps());
  }

  private double of(String variant, int sequences, ToDoubleFunction<Round> nanos) {
    return results.get(new EngineCase(variant, sequences)).microsPerStep(nanos);
  }
}
