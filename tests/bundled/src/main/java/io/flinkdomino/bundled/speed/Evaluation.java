package io.flinkdomino.bundled.speed;

import java.util.List;
import java.util.Optional;

/**
 * What is read of an {@code evaluation.json}.
 *
 * @param tasks one score for each task
 * @param all over all tasks
 */
record Evaluation(List<Score> tasks, Score all) {

  Evaluation {
    tasks = List.copyOf(tasks);
  }

  /**
   * Speed of a drafter.
   *
   * @param task its name
   * @param acceptanceLength tokens one verification adds
   * @param ratio tokens per second with the drafter over those of the target alone
   */
  record Score(String task, double acceptanceLength, double ratio) {}

  Optional<Score> task(String name) {
    return tasks.stream().filter(score -> score.task().equals(name)).findFirst();
  }
}
