/**
 * Committed tokens to results: stop rules, counts, text.
 *
 * <p>Comes in: committed tokens of a sequence. Goes out: a {@link
 * io.flinkdomino.runtime.emit.GenerationResult}. Engine thread only, except for the value types.
 */
@NullMarked
package io.flinkdomino.runtime.emit;

import org.jspecify.annotations.NullMarked;
