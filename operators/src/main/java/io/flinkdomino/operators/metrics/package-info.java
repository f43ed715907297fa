/**
 * Counts of the engine to metrics windows and to Flink's metrics ({@code docs/metrics.md}).
 *
 * <p>Comes in: {@link io.flinkdomino.runtime.emit.GenerationResult}s and a look at the engine. Goes
 * out: one {@link io.flinkdomino.schemas.AcceptanceMetricsRecord} per task slot and window, and
 * gauges, counters and histograms. The engine thread only hands in the time of each step.
 */
@NullMarked
package io.flinkdomino.operators.metrics;

import org.jspecify.annotations.NullMarked;
