package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.DemoSettings;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;

/** Shows the whole thing on one machine. */
@Command(
    name = "demo",
    header = "Shows prompts going through Kafka, Flink and the bundled models.",
    description = {
      "%nStarts a Kafka broker and the job, sends prompts, prints completions as they arrive, and"
          + " ends with a table that compares speculative with target-only decoding. Needs nothing"
          + " but this machine."
    },
    footer = {
      "%nExamples:",
      "  flink-domino demo",
      "  flink-domino demo --keep --dashboard-port 8081",
      "  flink-domino demo --summary-file summary.json",
      "%nExit codes: 0 done, 1 the demo failed, 2 wrong options, 130 Ctrl-C."
    })
final class DemoCommand extends JobCommand<DemoSettings> {

  private final Path bundledModels;

  DemoCommand(JobRunner<DemoSettings> runner, Path bundledModels) {
    super(DemoSettings.GROUPS, runner);
    this.bundledModels = bundledModels;
  }

  @Override
  DemoSettings validate(Configuration configuration) {
    return DemoSettings.validate(configuration, bundledModels);
  }
}
