package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.JobSettings;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;

/** Runs the streaming job against a Kafka that is already there. */
@Command(
    name = "run",
    header = "Completes prompts from Kafka until stopped.",
    description = {
      "%nReads prompts from Kafka, decodes them, and writes completions, acceptance metrics and dead"
          + " letters to Kafka. Flink runs in this process; the topics must exist."
    },
    footer = {
      "%nExamples:",
      "  flink-domino run --bootstrap-servers localhost:9092 \\",
      "      --model models/qwen3-8b --draft models/qwen3-8b-domino",
      "  flink-domino run --config job.yaml --kafka-properties client.properties",
      "%nExit codes: 0 done, 1 the job failed, 2 wrong options, 130 Ctrl-C, 143 SIGTERM; both stop in order."
    })
final class RunCommand extends JobCommand<JobSettings> {

  RunCommand(JobRunner<JobSettings> runner) {
    super(JobSettings.GROUPS, runner);
  }

  @Override
  JobSettings validate(Configuration configuration) {
    return JobSettings.validate(configuration);
  }
}
