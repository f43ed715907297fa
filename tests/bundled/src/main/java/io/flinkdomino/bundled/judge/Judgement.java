package io.flinkdomino.bundled.judge;

import io.flinkdomino.bundled.rows.Prompt;
import io.flinkdomino.bundled.tasks.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answers to a file of prompts, right or wrong. */
public final class Judgement {

  private static final String HEADER =
      "task          right  total per cent   tokens acceptance length";

  private final Map<String, Score> scores = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  private Judgement() {}

  /**
   * Judges each prompt's first completion; a prompt without one is answered wrong.
   *
   * @throws IllegalArgumentException if a prompt is of no task
   */
  public static Judgement of(List<Prompt> prompts, List<Completion> completions) {
    Map<String, Completion> byId =
        completions.stream()
            .collect(
                Collectors.toMap(Completion::id, Function.identity(), (first, later) -> first));
    Judgement judgement = new Judgement();
    prompts.forEach(prompt -> judgement.add(prompt, byId.get(prompt.id())));
    return judgement;
  }

  private void add(Prompt prompt, @Nullable Completion completion) {
    String text = completion == null || completion.text() == null ? "" : completion.text();
    boolean right = Tasks.named(prompt.task()).accepts(prompt.question(), text);
    Score score = completion == null ? Score.UNANSWERED : Score.of(completion, right);
    scores.merge(prompt.task(), score, Score::plus);
    if (!right) {
      wrong.add("%s: %s%n%s%n".formatted(prompt.id(), prompt.question(), text));
    }
  }

  /** Whether every task has at least this share of right answers, of 1. */
  public boolean reaches(double share) {
    return scores.values().stream().allMatch(score -> score.share() >= share);
  }

  /** The first wrong answers, each below its question. */
  public List<String> wrong(int most) {
    return wrong.stream().limit(most).toList();
  }

  /** A line for each task, and one for all. */
  public String table() {
    StringBuilder table = new StringBuilder(HEADER).append('\n');
    scores.forEach((task, score) -> table.append(score.row(task)).append('\n'));
    Score all = scores.values().stream().reduce(Score.NONE, Score::plus);
    return table.append(all.row("all")).toString();
  }
}
