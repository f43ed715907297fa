/**
 * The decode engine as a Flink operator, and the gate that keeps its back-pressure out of the
 * mailbox.
 *
 * <p>Comes in: prompts as raw records. Goes out: completions, dead letters and metrics windows,
 * encoded. State is touched on the task's mailbox thread only ({@link PromptFlow}); the engine has
 * a thread of its own, and another one notes in the attempt journal what is about to run.
 */
@NullMarked
package io.flinkdomino.operators.generate;

import org.jspecify.annotations.NullMarked;
