/**
 * Runs a job on a Flink cluster inside this JVM, with its dashboard on localhost.
 *
 * <p>Comes in: validated settings. Goes out: an exit, after the job ended or Ctrl-C stopped it.
 */
@NullMarked
package io.flinkdomino.job.local;

import org.jspecify.annotations.NullMarked;
