package io.flinkdomino.chaos.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.bench.measure.Spread;
import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.report.Table;
import io.flinkdomino.chaos.workload.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a chaos run, and its raw result: a line of JSON for each fault, then the outcome. */
public final class ChaosReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Report report;

  /** Before the run: the page tells the load from before it. */
  public ChaosReport(String command) {
    report = Report.page("chaos", command);
  }

  /** Writes both. */
  public void finish(Outcome outcome) throws IOException {
    List<String> lines = new ArrayList<>();
    for (FaultRecord fault : outcome.faults()) {
      lines.add(JSON.writeValueAsString(fault));
    }
    lines.add(JSON.writeValueAsString(outcome.summary()));
    Files.write(report.folder().resolve("result.jsonl"), lines);
    report.finish(
        outcome.faults().size() + " faults",
        String.join("\n", law(outcome), kinds(outcome.faults()), each(outcome.faults())));
  }

  private static String law(Outcome outcome) {
    TokenAccount tokens = outcome.tokens();
    List<String> violations = outcome.violations();
    Table table =
        new Table(List.of("what", "wanted", "found"))
            .row(cells("prompts sent", "", outcome.sent()))
            .row(cells("lost", "0", outcome.lost()))
            .row(cells("doubled (read_committed)", "0", outcome.duplicated()))
            .row(cells("dead letters", "0", outcome.deadLetters()))
            .row(cells("completions begun before a fault", "some", outcome.resumed()))
            .row(cells("completions unlike the target alone", "", outcome.differences().size()))
            .row(cells("tokens decoded", "", tokens.decoded()))
            .row(cells("tokens in completions", "", tokens.delivered()))
            .row(cells("the same in the metrics topic", "equal", outcome.windowTokens()))
            .row(cells("tokens decoded again", "at most the next", tokens.again()))
            .row(
                cells(
                    "tokens since the last checkpoint, over all that was lost",
                    "",
                    tokens.measured() ? tokens.bound() : "not measured"))
            .row(cells("of these, decoded after the last look", "", tokens.sinceSaid()));
    return String.format(
        Locale.ROOT,
        """
        %s

        %s
        %sTokens decoded again are what all engines counted, the dead ones included, minus what lies in completions. They
        are held against the gauge `tokensSinceCheckpoint` of each operator attempt that ended, as it was at the last look
        (every 5 ms, in a file that survives the kill), and what its JVM decoded from that look to its end. A job that
        began every prompt anew would decode hundreds of tokens for each sequence hit.
        """,
        violations.isEmpty()
            ? "All holds."
            : "DOES NOT HOLD:\n\n- " + String.join("\n- ", violations),
        table.markdown(),
        differences(outcome));
  }

  private static String differences(Outcome outcome) {
    if (outcome.differences().isEmpty()) {
      return "\n";
    }
    Table table = new Table(List.of("prompt", "first token that differs", "margin in logits"));
    for (Difference difference : outcome.differences()) {
      table.row(cells(difference.prompt(), difference.token(), difference.margin()));
    }
    return "\n" + table.markdown() + "\n";
  }

  private static String kinds(List<FaultRecord> faults) {
    Map<FaultKind, List<FaultRecord>> byKind = new EnumMap<>(FaultKind.class);
    faults.forEach(f -> byKind.computeIfAbsent(f.kind(), k -> new ArrayList<>()).add(f));
    Table table =
        new Table(
            List.of(
                "fault",
                "times",
                "sequences mid-generation, median",
                "recovery s, least",
                "median",
                "most"));
    byKind.forEach(
        (kind, records) -> {
          Spread recovery = Spread.of(seconds(records));
          Spread hit =
              Spread.of(records.stream().map(record -> (double) record.midGeneration()).toList());
          table.row(
              cells(
                  kind.text(),
                  records.size(),
                  number(hit.median()),
                  number(recovery.least()),
                  number(recovery.median()),
                  number(recovery.most())));
        });
    return """
        Recovery is the time from the fault until all tasks run, every slot decodes, and a checkpoint that began after the
        fault has completed; pauses that are part of the fault count.

        """
        + table.markdown();
  }

  private static List<Double> seconds(List<FaultRecord> records) {
    return records.stream().map(record -> record.recoveryMillis() / 1000.0).toList();
  }

  private static String each(List<FaultRecord> faults) {
    Table table =
        new Table(
            List.of("number", "fault", "parallelism", "sequences mid-generation", "recovery s"));
    for (FaultRecord fault : faults) {
      table.row(
          cells(
              fault.number(),
              fault.kind().text(),
              fault.parallelism(),
              fault.midGeneration(),
              number(fault.recoveryMillis() / 1000.0)));
    }
    return table.markdown();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static List<String> cells(Object... values) {
    return List.of(values).stream().map(String::valueOf).toList();
  }
}
