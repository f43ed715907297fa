/**
 * The loop of a training, and what it leaves on disk.
 *
 * <p>Comes in: a training, its rows and settings. Goes out: checkpoints from which a run goes on to
 * the same losses, a log with a line for each step. The thread that calls runs it; any thread may
 * stop it.
 */
@NullMarked
package io.flinkdomino.runtime.train.run;

import org.jspecify.annotations.NullMarked;
