package io.flinkdomino.job.options;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All options as the Markdown of {@code docs/options.md}. */
public final class OptionTable {

  private static final String INTRODUCTION =
      """
      # Options

      Made from `JobOptions`, `TrainOptions` and `EvaluateOptions`; do not edit. `OptionTableTest` names the command that writes it anew.

      Give an option as a flag (`--max-batch 8`), as `-D max-batch=8`, or in a YAML file named by
      `--config` (`max-batch: 8`). A flag wins over `-D`, and `-D` over the file. Durations are
      written `500 ms`, `10 s` or `15 min`, sizes `512 kb`, `64 mb` or `1 gb`. Wrong options are
      reported all at once, before anything starts, with exit code 2.

      | command | reads |
      |---|---|
      """;

  private OptionTable() {}

  /** The whole document. */
  public static String markdown() {
    return INTRODUCTION
        + commandRow("run", JobSettings.GROUPS)
        + commandRow("generate", GenerateSettings.GROUPS)
        + commandRow("demo", DemoSettings.GROUPS)
        + commandRow("train", TrainSettings.GROUPS)
        + commandRow("evaluate", EvaluateSettings.GROUPS)
        + Arrays.stream(OptionGroup.values())
            .map(OptionTable::section)
            .collect(Collectors.joining());
  }

  private static String commandRow(String command, List<OptionGroup> groups) {
    return groups.stream()
        .map(OptionGroup::heading)
        .collect(Collectors.joining(", ", "| `" + command + "` | ", " |\n"));
  }

  private static String section(OptionGroup group) {
    return "\n## "
        + group.heading()
        + "\n\n| option | default | what it does |\n|---|---|---|\n"
        + group.entries().stream().map(OptionTable::row).collect(Collectors.joining())
        + group.passThrough().map(text -> "\n" + text + "\n").orElse("");
  }

  private static String row(OptionGroup.Entry entry) {
    String value = OptionText.defaultValue(entry.option());
    return "| `"
        + entry.option().key()
        + "` | "
        + (value.isEmpty() ? "" : "`" + value + "`")
        + " | "
        + OptionText.description(entry.option())
        + " |\n";
  }
}
