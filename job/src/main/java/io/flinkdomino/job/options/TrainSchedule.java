package io.flinkdomino.job.options;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;

/**
 * How a model is trained.
 *
 * @param epochs how often each row is learned from, unless {@code steps} is above 0
 * @param steps updates; 0 for as many as the epochs need
 * @param batchRows rows of an update
 * @param passRows rows that go through the models at once
 * @param anchors most blocks a row
 * @param learningRate its peak
 * @param warmUp share of steps in which it rises
 * @param weightDecay decoupled
 * @param clipNorm global norm of gradients
 * @param gamma places after which a label's weight falls to 1 / e
 * @param decayRatio share of steps in which the base hands over
 * @param mixed whether matrices are multiplied in bfloat16
 * @param seed of everything random
 * @param evaluateEvery steps between evaluations
 * @param checkpointEvery steps between checkpoints
 * @param threads within an operation; 0 for one a processor
 */
public record TrainSchedule(
    int epochs,
    int steps,
    int batchRows,
    int passRows,
    int anchors,
    double learningRate,
    double warmUp,
    double weightDecay,
    double clipNorm,
    double gamma,
    double decayRatio,
    boolean mixed,
    long seed,
    int evaluateEvery,
    int checkpointEvery,
    int threads) {

  private static final int MOST_STEPS = 100_000_000;
  private static final int MOST_EPOCHS = 10_000;
  private static final int MOST_ROWS = 65_536;
  private static final int MOST_IN_A_PASS = 4096;
  private static final int MOST_THREADS = 256;
  private static final double MOST = 1e6;

  static Supplier<TrainSchedule> read(OptionReader reader) {
    Optional<Integer> epochs = reader.between(TrainOptions.EPOCHS, 1, MOST_EPOCHS);
    Optional<Integer> steps = reader.between(TrainOptions.STEPS, 0, MOST_STEPS);
    Optional<Integer> batchRows = reader.between(TrainOptions.BATCH_ROWS, 1, MOST_ROWS);
    Optional<Integer> passRows = reader.between(TrainOptions.PASS_ROWS, 1, MOST_IN_A_PASS);
    Optional<Integer> anchors = reader.between(TrainOptions.ANCHORS, 1, MOST_IN_A_PASS);
    Optional<Double> rate = above0(reader, TrainOptions.LEARNING_RATE, 1);
    Optional<Double> warmUp = share(reader, TrainOptions.WARM_UP);
    Optional<Double> decay = share(reader, TrainOptions.WEIGHT_DECAY);
    Optional<Double> clip = above0(reader, TrainOptions.CLIP_NORM, MOST);
    Optional<Double> gamma = above0(reader, TrainOptions.GAMMA, MOST);
    Optional<Double> ratio = share(reader, TrainOptions.DECAY_RATIO);
    Optional<Boolean> mixed = reader.required(TrainOptions.MIXED_PRECISION);
    Optional<Long> seed = reader.required(TrainOptions.SEED);
    Optional<Integer> evaluate = reader.between(TrainOptions.EVALUATE_EVERY, 1, MOST_STEPS);
    Optional<Integer> checkpoint = reader.between(TrainOptions.CHECKPOINT_EVERY, 1, MOST_STEPS);
    Optional<Integer> threads = reader.between(TrainOptions.TRAIN_THREADS, 0, MOST_THREADS);
    return () ->
        new TrainSchedule(
            epochs.orElseThrow(),
            steps.orElseThrow(),
            batchRows.orElseThrow(),
            passRows.orElseThrow(),
            anchors.orElseThrow(),
            rate.orElseThrow(),
            warmUp.orElseThrow(),
            decay.orElseThrow(),
            clip.orElseThrow(),
            gamma.orElseThrow(),
            ratio.orElseThrow(),
            mixed.orElseThrow(),
            seed.orElseThrow(),
            evaluate.orElseThrow(),
            checkpoint.orElseThrow(),
            threads.orElseThrow());
  }

  private static Optional<Double> share(OptionReader reader, ConfigOption<Double> option) {
    return reader.required(option, value -> value >= 0 && value <= 1, "between 0 and 1");
  }

  private static Optional<Double> above0(
      OptionReader reader, ConfigOption<Double> option, double most) {
    return reader.required(
        option, value -> value > 0 && value <= most, "above 0 and at most " + (long) most);
  }
}
