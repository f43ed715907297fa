package io.flinkdomino.bundled.rows;

import io.flinkdomino.bundled.tasks.Task;
import io.flinkdomino.bundled.tasks.TaskExample;
import io.flinkdomino.bundled.tasks.TaskMix;
import java.util.SplittableRandom;

/**
 * Numbered examples of a mix of tasks: number i is the same whatever was made before. Examples may
 * repeat. Immutable; any thread.
 */
public final class Examples {

  private final TaskMix mix;
  private final Split split;
  private final long start;

  /**
   * Examples of one split.
   *
   * @param seed other seeds give other examples
   */
  public Examples(TaskMix mix, Split split, long seed) {
    this.mix = mix;
    this.split = split;
    this.start = new SplittableRandom(seed).nextLong();
  }

  /** Example number {@code index}, from 0. */
  public TaskExample get(long index) {
    SplittableRandom random = new SplittableRandom(start + index);
    Task task = mix.pick(random);
    TaskExample example = task.example(random);
    while (Split.of(example.question()) != split) {
      example = task.example(random);
    }
    return example;
  }
}
