/**
 * Refused prompts to dead letters.
 *
 * <p>Comes in: the record as it came, and why it gets no completion. Goes out: an {@link
 * io.flinkdomino.operators.emit.OutputRecord} that always fits the broker. Stateless; any thread.
 */
@NullMarked
package io.flinkdomino.operators.deadletter;

import org.jspecify.annotations.NullMarked;
