package io.flinkdomino.job.train;

import io.flinkdomino.job.graph.FileGraph;
import io.flinkdomino.job.local.FileRun;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.job.options.TrainData;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.train.data.UnansweredPrompts;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Lets the target answer the prompts of the input that have no answer yet, so that a drafter learns
 * what the target would say. The answers lie in the output folder, where a run that resumes finds
 * them.
 */
final class PromptAnswers {

  private static final String ANSWERED = "answered.jsonl";
  private static final String OTHERS = "conversations.jsonl";

  private PromptAnswers() {}

  /**
   * What there is to learn from.
   *
   * @param conversations the input itself where all its rows have answers, else its other lines
   * @param answered prompts with what the target said
   */
  record Answered(Path conversations, Optional<Path> answered) {}

  /**
   * Lets the target answer what has no answer.
   *
   * @throws Exception if generating fails
   */
  static Answered complete(
      TrainSettings settings, ChatTemplate template, Tokenizer tokenizer, PrintStream out)
      throws Exception {
    TrainData data = settings.data();
    Path output = data.output();
    Path answered = output.resolve(ANSWERED);
    Path others = output.resolve(OTHERS);
    if (data.resume() && Files.exists(answered)) {
      return new Answered(others, Optional.of(answered));
    }
    Files.createDirectories(output);
    Files.deleteIfExists(answered);
    Path prompts = output.resolve("prompts.jsonl");
    long count =
        new UnansweredPrompts(template, tokenizer)
            .split(data.input(), data.maxLineBytes(), others, prompts);
    if (count == 0) {
      Files.delete(others);
      Files.delete(prompts);
      return new Answered(data.input(), Optional.empty());
    }
    out.printf("The target answers %,d prompts.%n", count);
    Path answers = output.resolve("answers");
    new FileRun(out).run(GenerateSettings.toAnswer(settings, prompts, answers));
    Path unfinished = output.resolve(ANSWERED + ".unfinished");
    UnansweredPrompts.join(prompts, answers.resolve(FileGraph.COMPLETIONS), unfinished);
    Files.move(unfinished, answered, StandardCopyOption.ATOMIC_MOVE);
    return new Answered(others, Optional.of(answered));
  }
}
