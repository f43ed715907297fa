/**
 * Rows of the data: numbered examples of the tasks, apart in training and held-out ones.
 *
 * <p>Comes in: a seed and a mix of tasks. Goes out: chats or prompts, one JSON object a line. Any
 * thread.
 */
@NullMarked
package io.flinkdomino.bundled.rows;

import org.jspecify.annotations.NullMarked;
