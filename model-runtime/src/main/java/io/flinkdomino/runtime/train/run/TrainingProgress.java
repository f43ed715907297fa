package io.flinkdomino.runtime.train.run;

import io.flinkdomino.runtime.train.Measures;
import java.nio.file.Path;

/** Hears how a training goes, on its thread. */
public interface TrainingProgress {

  /**
   * A step is done.
   *
   * @param step counted from 1
   * @param measures losses, {@code learning_rate}, {@code gradient_norm}, {@code tokens} and {@code
   *     seconds} of the step
   */
  void stepped(int step, Measures measures);

  /** Held-out rows were evaluated after a step. */
  void evaluated(int step, Measures measures);

  /** A checkpoint of a step was written. */
  void saved(int step, Path checkpoint);
}
