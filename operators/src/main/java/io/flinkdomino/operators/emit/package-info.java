/**
 * Results to encoded completions.
 *
 * <p>Comes in: a {@link io.flinkdomino.runtime.emit.GenerationResult} with the record it answers.
 * Goes out: an {@link io.flinkdomino.operators.emit.OutputRecord} that the broker takes, or a
 * refusal. Stateless; any thread.
 */
@NullMarked
package io.flinkdomino.operators.emit;

import org.jspecify.annotations.NullMarked;
