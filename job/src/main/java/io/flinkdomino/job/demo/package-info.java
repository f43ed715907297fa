/**
 * The demo: a real Kafka broker in a child JVM, the job with and without drafting, a summary.
 *
 * <p>Comes in: prompts, one JSON object a line. Goes out: what the user sees, all of it read back
 * from Kafka. Used from the thread that runs the command; the broker ends with this JVM.
 */
@NullMarked
package io.flinkdomino.job.demo;

import org.jspecify.annotations.NullMarked;
