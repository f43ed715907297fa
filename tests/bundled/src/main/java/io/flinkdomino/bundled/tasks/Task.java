package io.flinkdomino.bundled.tasks;

import java.util.random.RandomGenerator;

/**
 * A kind of question with answers that can be judged. Stateless; any thread.
 *
 * <p>A value stands in the question as it stands in the answer, and rows keep their order, so that
 * a small model can copy.
 */
public interface Task {

  /** A lower-case word; ids of rows begin with it. */
  String name();

  /** A question and a right answer; the same for the same random numbers. */
  TaskExample example(RandomGenerator random);

  /**
   * Whether an answer is right, found from the question alone: there may be other right answers
   * than the one in {@link #example}. White space around it does not count.
   *
   * @throws IllegalArgumentException if this task does not ask such a question
   */
  boolean accepts(String question, String answer);
}
