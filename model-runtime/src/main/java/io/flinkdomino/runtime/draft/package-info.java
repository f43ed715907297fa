/**
 * Proposes draft tokens, a block at a time.
 *
 * <p>Comes in: the plan of a step and the target's context features. Goes out: a {@link
 * io.flinkdomino.runtime.draft.DraftBlock} on the device. Engine thread only.
 */
@NullMarked
package io.flinkdomino.runtime.draft;

import org.jspecify.annotations.NullMarked;
