package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.train.data.RowProblem;
import java.util.List;
import java.util.Map;

/**
 * All that was measured.
 *
 * @param model folder of the target
 * @param draft what drafted
 * @param device where they ran
 * @param dtype number type of weights and KV cache
 * @param concurrency most sequences decoded together
 * @param verification how many draft tokens a step verifies, as the option says it
 * @param verifiedLength most draft tokens of a sequence that a step verifies
 * @param badRows lines left out
 * @param tasks one for each task, those without one included; empty where no row names a task
 * @param all over all prompts
 * @param agreement whether tokens are those of the target alone
 * @param rounds times and tokens as they were measured
 */
record EvaluationReport(
    String model,
    String draft,
    String device,
    String dtype,
    int concurrency,
    String verification,
    int verifiedLength,
    List<RowProblem> badRows,
    List<Score> tasks,
    Score all,
    Agreement agreement,
    List<RawRound> rounds) {

  /**
   * One task of one round.
   *
   * @param round counted from 1
   * @param task empty for rows without one
   * @param drafterFirst whether the drafter came first
   * @param tokens with the drafter
   * @param nanos they took
   * @param targetOnlyTokens with the target alone
   * @param targetOnlyNanos they took
   */
  record RawRound(
      int round,
      String task,
      boolean drafterFirst,
      long tokens,
      long nanos,
      long targetOnlyTokens,
      long targetOnlyNanos) {

    static RawRound of(Round round) {
      return new RawRound(
          round.number(),
          round.task(),
          round.drafterFirst(),
          round.drafting().tokens(),
          round.drafting().nanos(),
          round.targetOnly().tokens(),
          round.targetOnly().nanos());
    }
  }

  EvaluationReport {
    badRows = List.copyOf(badRows);
    tasks = List.copyOf(tasks);
    rounds = List.copyOf(rounds);
  }

  static EvaluationReport of(
      EvaluatedModels models, EvaluationInput input, List<Round> rounds, Agreement agreement) {
    return new EvaluationReport(
        models.source().target().toString(),
        models.source().draft().text(),
        models.source().device().name(),
        models.source().elementType().toString(),
        models.limits().capacity().slots(),
        models.verification().text(),
        models.limits().verifiedLength(),
        input.problems(),
        scores(input.byTask(), rounds),
        Score.of("", rounds),
        agreement,
        rounds.stream().map(RawRound::of).toList());
  }

  private static List<Score> scores(Map<String, List<EvaluationPrompt>> tasks, List<Round> rounds) {
    if (tasks.keySet().stream().allMatch(String::isEmpty)) {
      return List.of();
    }
    return tasks.keySet().stream()
        .map(
            task ->
                Score.of(task, rounds.stream().filter(round -> round.task().equals(task)).toList()))
        .toList();
  }
}
