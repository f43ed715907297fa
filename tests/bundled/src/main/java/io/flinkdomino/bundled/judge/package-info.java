/**
 * Judges a model's answers.
 *
 * <p>Comes in: prompts, and the completions that {@code flink-domino generate} wrote for them. Goes
 * out: how many are right, by task.
 */
@NullMarked
package io.flinkdomino.bundled.judge;

import org.jspecify.annotations.NullMarked;
