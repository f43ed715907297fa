package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.GenerateSettings;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;

/** Completes the prompts of one file. */
@Command(
    name = "generate",
    header = "Completes the prompts of a file.",
    description = {
      "%nReads one JSON prompt per line and writes completions.jsonl, one line for each completion:"
          + " a prompt with \"n\" has n of them, numbered by \"index\". Prompts that get none, because"
          + " they are refused or their \"deadline_epoch_ms\" has passed, are lines of errors.jsonl."
          + " Both files appear when all prompts are done, in the order they finished."
    },
    footer = {
      "%nA prompt: {\"id\": \"a\", \"prompt\": \"Once upon a time\", \"max_tokens\": 64}",
      "or with \"messages\" or \"prompt_token_ids\" in place of \"prompt\". Decoding is greedy unless",
      "\"temperature\" says otherwise; docs/wire-format.md lists every field.",
      "%nExample:",
      "  flink-domino generate --model models/qwen3-8b --draft none \\",
      "      --input prompts.jsonl --output out",
      "%nExit codes: 0 done, 1 the job failed, 2 wrong options, 130 Ctrl-C."
    })
final class GenerateCommand extends JobCommand<GenerateSettings> {

  GenerateCommand(JobRunner<GenerateSettings> runner) {
    super(GenerateSettings.GROUPS, runner);
  }

  @Override
  GenerateSettings validate(Configuration configuration) {
    return GenerateSettings.validate(configuration);
  }
}
