/**
 * A real single-node Kafka broker for demos and tests.
 *
 * <p>Comes in: a data folder and a port. Goes out: one {@code READY} line, then Kafka's protocol on
 * 127.0.0.1. Runs in a JVM of its own, which ends when its standard input closes.
 */
@NullMarked
package io.flinkdomino.job.broker;

import org.jspecify.annotations.NullMarked;
