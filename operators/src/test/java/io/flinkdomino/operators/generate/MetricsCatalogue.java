package io.flinkdomino.operators.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of {@code docs/metrics.md}: types by name. */
final class MetricsCatalogue {

  private static final Path DOCUMENT = Path.of("../docs/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Za-z.]+)` \\| (\\w+) \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

  private MetricsCatalogue() {}

  static Map<String, String> read() throws IOException {
    Map<String, String> types = new TreeMap<>();
    ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .forEach((MatchResult row) -> types.put(row.group(1), row.group(2)));
    return types;
  }

  /** A metric's name as the table has it. */
  static String entry(String name) {
    return name.replaceFirst("^position\\.\\d+\\.", "position.N.")
        .replaceFirst("^reason\\.[A-Z_]+\\.", "reason.CODE.");
  }

  /** What Prometheus calls an entry of the table. */
  static String prometheusName(String entry) {
    return "flink_taskmanager_job_task_operator_"
        + entry.replaceFirst("\\.(N|CODE)\\.", ".").replace('.', '_');
  }

  /** What the reporter makes of a type. */
  static String prometheusType(String type) {
    return type.equals("histogram") ? "summary" : "gauge";
  }
}
