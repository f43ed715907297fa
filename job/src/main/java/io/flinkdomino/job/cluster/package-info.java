/**
 * Runs a job on the cluster that a Flink client stands for: {@code flink run}, application mode.
 *
 * <p>Comes in: validated settings and the environment that the client has prepared. Goes out: a
 * submitted job; what goes wrong before is thrown, for the client to report. Main thread only.
 */
@NullMarked
package io.flinkdomino.job.cluster;

import org.jspecify.annotations.NullMarked;
