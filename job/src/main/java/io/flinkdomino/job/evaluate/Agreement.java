package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.torch.ElementType;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Whether the drafter changed tokens, which it must not.
 *
 * @param completions compared, in every round
 * @param rounding margin in logits below which another batch shape may decide otherwise
 * @param beyondRounding how many differ where rounding cannot have decided
 * @param differences one for each completion that differs in any round
 */
record Agreement(
    int completions, double rounding, long beyondRounding, List<Difference> differences) {

  Agreement {
    differences = List.copyOf(differences);
  }

  /** A prompt and what both ways made of it. */
  private record Candidate(
      EvaluationPrompt prompt, List<Integer> drafted, List<Integer> targetOnly) {}

  /**
   * Compares both ways of every round; what differs is decoded once more to see how close the
   * decision was.
   *
   * @param type in which the target computes
   */
  static Agreement of(
      Map<String, List<EvaluationPrompt>> tasks,
      List<Round> rounds,
      Measurement measurement,
      ElementType type) {
    List<Candidate> candidates = candidates(tasks, rounds);
    List<GenerationResult> traced =
        measurement.trace(candidates.stream().map(Candidate::prompt).toList()).results();
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      differences.add(
          Difference.of(
              candidate.prompt().id(), candidate.drafted(), candidate.targetOnly(), traced.get(i)));
    }
    int prompts = tasks.values().stream().mapToInt(List::size).sum();
    return of(prompts, rounding(type), differences);
  }

  /** What these differences mean. */
  static Agreement of(int completions, double rounding, List<Difference> differences) {
    long beyond = differences.stream().filter(found -> !found.isWithin(rounding)).count();
    return new Agreement(completions, rounding, beyond, differences);
  }

  private static List<Candidate> candidates(
      Map<String, List<EvaluationPrompt>> tasks, List<Round> rounds) {
    List<Candidate> candidates = new ArrayList<>();
    tasks.forEach(
        (task, prompts) -> {
          List<Round> same = rounds.stream().filter(round -> round.task().equals(task)).toList();
          for (int i = 0; i < prompts.size(); i++) {
            int index = i;
            same.stream()
                .map(round -> candidate(prompts.get(index), round, index))
                .filter(found -> !found.drafted().equals(found.targetOnly()))
                .findFirst()
                .ifPresent(candidates::add);
          }
        });
    return candidates;
  }

  private static Candidate candidate(EvaluationPrompt prompt, Round round, int index) {
    return new Candidate(
        prompt,
        round.drafting().results().get(index).tokenIds(),
        round.targetOnly().results().get(index).tokenIds());
  }

  /**
   * In float32 thirty times what the scores of the bundled models differ between batch shapes; in
   * the short types four steps between neighbours of 16 to 32, which scores reach.
   */
  private static double rounding(ElementType type) {
    return switch (type) {
      case BFLOAT16 -> 0.5;
      case FLOAT16 -> 0.0625;
      case FLOAT32, INT64 -> 1e-3;
    };
  }

  /** Whether every difference is within rounding. */
  boolean holds() {
    return beyondRounding == 0;
  }

  /** In words: yes, or how many differ and why. */
  String text() {
    if (differences.isEmpty()) {
      return "yes";
    }
    String verdict = holds() ? "all within" : beyondRounding + " of them beyond";
    return String.format(
        Locale.ROOT,
        "%d of %d; %d %s%s, %s rounding (%.0e)",
        completions - differences.size(),
        completions,
        differences.size(),
        differences.size() == 1 ? "differs" : "differ",
        margins(),
        verdict,
        rounding);
  }

  private String margins() {
    DoubleSummaryStatistics margins =
        differences.stream()
            .map(Difference::margin)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    return margins.getCount() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " at decisions with margins of %.1e to %.1e",
            margins.getMin(),
            margins.getMax());
  }
}
