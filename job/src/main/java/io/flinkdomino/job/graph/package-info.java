/**
 * The job graphs: source, generate, sinks.
 *
 * <p>Comes in: validated settings. Goes out: operators added to an execution environment; nothing
 * runs here.
 */
@NullMarked
package io.flinkdomino.job.graph;

import org.jspecify.annotations.NullMarked;
