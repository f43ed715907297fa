package io.flinkdomino.bundled.commands;

import io.flinkdomino.bundled.judge.Completion;
import io.flinkdomino.bundled.judge.Judgement;
import io.flinkdomino.bundled.rows.JsonLines;
import io.flinkdomino.bundled.rows.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges completions. */
@Command(
    name = "judge",
    header = "Counts the right answers by task; exits with 1 if there are too few.",
    mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {

  @Option(
      names = "--completions",
      required = true,
      description = "What flink-domino generate wrote for the prompts.")
  private Path completions = Path.of("");

  @Option(names = "--prompts", required = true, description = "What tasks --prompts-only wrote.")
  private Path prompts = Path.of("");

  @Option(
      names = "--at-least",
      description = "Share of right answers that each task must have. Default: ${DEFAULT-VALUE}")
  private double atLeast = 0.8;

  @Option(names = "--show-wrong", description = "Wrong answers to show. Default: ${DEFAULT-VALUE}")
  private int showWrong;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Judgement judgement =
        Judgement.of(
            JsonLines.read(prompts, Prompt.class), JsonLines.read(completions, Completion.class));
    judgement.wrong(showWrong).forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().println(judgement.table());
    return judgement.reaches(atLeast) ? 0 : 1;
  }
}
