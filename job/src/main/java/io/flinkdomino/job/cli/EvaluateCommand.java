package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.EvaluateSettings;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;

/** Says what a drafter is worth. */
@Command(
    name = "evaluate",
    header = "Measures what a drafter is worth on held-out prompts.",
    description = {
      "%nDecodes the prompts of a file greedily, with the drafter and with the target alone in turns,"
          + " without Flink. Prints acceptance, speed and their ratio, for each \"task\" that rows name,"
          + " decoded by itself, and over all, and whether the tokens are the same. With an output"
          + " folder, writes the numbers to evaluation.json and the drafter's completions to"
          + " completions.jsonl."
    },
    footer = {
      "%nA row is a prompt as for generate, or a conversation as for train, whose last answer is left",
      "out. Bad rows are listed and left out.",
      "%nExamples:",
      "  flink-domino evaluate --model models/qwen3-8b --draft models/qwen3-8b-domino \\",
      "      --input held-out.jsonl",
      "  flink-domino evaluate ... --draft prompt-lookup --max-batch 1 --rounds 5 --output out",
      "%nExit codes: 0 done, 1 it failed or tokens differ beyond rounding, 2 wrong options, 130 Ctrl-C."
    })
final class EvaluateCommand extends JobCommand<EvaluateSettings> {

  EvaluateCommand(JobRunner<EvaluateSettings> runner) {
    super(EvaluateSettings.GROUPS, runner);
  }

  @Override
  EvaluateSettings validate(Configuration configuration) {
    return EvaluateSettings.validate(configuration);
  }
}
