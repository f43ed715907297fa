/**
 * The tasks that the bundled pair learns: what is asked, a right answer, and whether any other
 * answer is right.
 *
 * <p>Comes in: random numbers. Goes out: questions with answers; and for a question with a model's
 * answer, a verdict that is computed from the question alone. Any thread.
 */
@NullMarked
package io.flinkdomino.bundled.tasks;

import org.jspecify.annotations.NullMarked;
