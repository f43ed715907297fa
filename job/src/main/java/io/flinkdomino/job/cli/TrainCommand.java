package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.TrainSettings;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;

/** Trains a draft model, or a small target. */
@Command(
    name = "train",
    header = "Trains a draft model for a target.",
    description = {
      "%nReads conversations, one JSON object with \"messages\" a line, and teaches a draft model what"
          + " the target would say, by the base-anchored curriculum. The output is a Hugging Face"
          + " folder for --draft, with checkpoints, a log of losses and its curve, and a"
          + " model card beside it."
    },
    footer = {
      "%nExamples:",
      "  flink-domino train --model models/qwen3-8b --mask-token 151669 \\",
      "      --input chats.jsonl --held-out held-out.jsonl --output models/qwen3-8b-domino",
      "  flink-domino train ... --output models/qwen3-8b-domino --resume",
      "%nExit codes: 0 done, 1 the training failed, 2 wrong options, 130 Ctrl-C; Ctrl-C writes a checkpoint."
    })
final class TrainCommand extends JobCommand<TrainSettings> {

  TrainCommand(JobRunner<TrainSettings> runner) {
    super(TrainSettings.GROUPS, runner);
  }

  @Override
  TrainSettings validate(Configuration configuration) {
    return TrainSettings.validate(configuration);
  }
}
