/**
 * The command line: arguments to settings, settings to a runner.
 *
 * <p>Comes in: arguments, {@code -D} and a file. Goes out: one validated record per command, handed
 * to the runner of that command; or every wrong option at once, and exit code 2. Main thread only.
 */
@NullMarked
package io.flinkdomino.job.cli;

import org.jspecify.annotations.NullMarked;
