package io.flinkdomino.job.train;

import io.flinkdomino.job.graph.FileGraph;
import io.flinkdomino.job.local.FileRun;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.train.data.UnansweredPrompts;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Lets the target answer the prompts of the input that have no answer yet, so that a drafter learns
 * what the target would say. The answers lie in the output folder, where a run that resumes finds
 * them.
 */
final class PromptAnswers {

  private static final String ANSWERED = "answered.jsonl";

  private PromptAnswers() {}

  /**
   * The file to learn from: the input itself where all its rows have answers.
   *
   * @throws Exception if generating fails
   */
  static Path complete(
      TrainSettings settings, ChatTemplate template, Tokenizer tokenizer, PrintStream out)
      throws Exception {
    Path input = settings.data().input();
    Path output = settings.data().output();
    Path answered = output.resolve(ANSWERED);
    if (settings.data().resume() && Files.exists(answered)) {
      return answered;
    }
    Files.createDirectories(output);
    Path others = output.resolve(ANSWERED + ".unfinished");
    Path prompts = output.resolve("prompts.jsonl");
    long count = new UnansweredPrompts(template, tokenizer).split(input, others, prompts);
    if (count == 0) {
      Files.delete(others);
      Files.delete(prompts);
      return input;
    }
    out.printf("The target answers %,d prompts.%n", count);
    Path answers = output.resolve("answers");
    new FileRun(out).run(GenerateSettings.toAnswer(settings, prompts, answers));
    UnansweredPrompts.join(prompts, answers.resolve(FileGraph.COMPLETIONS), others);
    Files.move(others, answered, StandardCopyOption.ATOMIC_MOVE);
    return answered;
  }
}
