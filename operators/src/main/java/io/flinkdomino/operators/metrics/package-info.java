/**
 * Counts of the engine to metrics windows.
 *
 * <p>Comes in: {@link io.flinkdomino.runtime.emit.GenerationResult}s and a look at the engine. Goes
 * out: one {@link io.flinkdomino.schemas.AcceptanceMetricsRecord} per task slot and window. Values
 * only; the operator's mailbox thread keeps them.
 */
@NullMarked
package io.flinkdomino.operators.metrics;

import org.jspecify.annotations.NullMarked;
