/**
 * The demo's surroundings: a real Kafka broker in a child JVM.
 *
 * <p>Comes in: the broker's class path and a data folder. Goes out: a bootstrap address with topics
 * on it. Used from the thread that runs the command; the child ends with this JVM.
 */
@NullMarked
package io.flinkdomino.job.demo;

import org.jspecify.annotations.NullMarked;
