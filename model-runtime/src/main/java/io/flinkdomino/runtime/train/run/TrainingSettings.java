package io.flinkdomino.runtime.train.run;

import io.flinkdomino.runtime.train.optimizer.LearningRate;
import java.util.Map;

/**
 * How long a training runs, and how often it says and keeps something.
 *
 * @param steps updates of the weights
 * @param batchRows rows that each update learns from
 * @param learningRate by step
 * @param seed of the order of rows
 * @param evaluateEvery steps between evaluations of held-out rows; the last step is always
 *     evaluated
 * @param checkpointEvery steps between checkpoints
 * @param intraOpThreads threads within one tensor operation
 * @param identity all that decides what is learned, by name; a checkpoint of another identity is
 *     refused
 */
public record TrainingSettings(
    int steps,
    int batchRows,
    LearningRate learningRate,
    long seed,
    int evaluateEvery,
    int checkpointEvery,
    int intraOpThreads,
    Map<String, String> identity) {

  public TrainingSettings {
    identity = Map.copyOf(identity);
  }
}
