package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.length.VerifiedLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report as people read it. */
final class EvaluationTable {

  private static final int POSITIONS = 8;
  private static final List<String> COLUMNS =
      List.of(
          "task",
          "prompts",
          "tokens",
          "verifications",
          "acceptance length",
          "tokens/s",
          "target only",
          "ratio",
          "accepted by position, %");

  private EvaluationTable() {}

  /** How it was measured, a line for each task, one for all, and whether tokens are the same. */
  static String of(EvaluationReport report) {
    List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
    report.tasks().forEach(task -> lines.add(cells(task.task(), task)));
    lines.add(cells("all", report.all()));
    List<Integer> widths =
        IntStream.range(0, COLUMNS.size())
            .map(
                column ->
                    lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .boxed()
            .toList();
    return setup(report)
        + lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"))
        + "\n\nsame tokens as target only: "
        + report.agreement().text();
  }

  private static String setup(EvaluationReport report) {
    long rounds = report.rounds().stream().map(EvaluationReport.RawRound::round).distinct().count();
    return String.format(
        Locale.ROOT,
        "%n%s in %s, %d at once, %s drafts verified, %d %s%n%n",
        report.device(),
        report.dtype(),
        report.concurrency(),
        verified(report),
        rounds,
        rounds == 1 ? "round" : "rounds");
  }

  private static String verified(EvaluationReport report) {
    return report.verification().equals(VerifiedLength.ADAPTIVE.text())
        ? "up to " + report.verifiedLength()
        : Integer.toString(report.verifiedLength());
  }

  private static List<String> cells(String name, Score score) {
    return List.of(
        name.isEmpty() ? "(none)" : name,
        number("%,d", score.prompts()),
        number("%,d", score.tokens()),
        number("%,d", score.verifications()),
        number("%.2f", score.acceptanceLength()),
        number("%,.0f", score.tokensPerSecond()),
        number("%,.0f", score.targetOnlyTokensPerSecond()),
        number("%.2f", score.ratio()),
        score.acceptedByPosition().stream()
            .limit(POSITIONS)
            .map(share -> number("%.0f", 100 * share))
            .collect(Collectors.joining(" ")));
  }

  private static String number(String format, Number value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Texts, which are first and last, to the left; numbers to the right. */
  private static String padded(List<String> line, List<Integer> widths) {
    return IntStream.range(0, line.size())
        .mapToObj(
            column -> {
              String padding = " ".repeat(widths.get(column) - line.get(column).length());
              boolean text = column == 0 || column == line.size() - 1;
              return text ? line.get(column) + padding : padding + line.get(column);
            })
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
