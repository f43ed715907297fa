/**
 * Who takes part in the next decode step, and in which slot.
 *
 * <p>Comes in: admitted sequences. Goes out: a {@link io.flinkdomino.runtime.batch.BatchPlan} a
 * step. Engine thread only.
 */
@NullMarked
package io.flinkdomino.runtime.batch;

import org.jspecify.annotations.NullMarked;
