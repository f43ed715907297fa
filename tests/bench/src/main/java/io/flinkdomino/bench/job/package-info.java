/**
 * What Kafka and Flink cost: the streaming job against the bare engine, by turns in one JVM.
 *
 * <p>Comes in: prompts. Goes out: tokens a second of both, and their ratio pair by pair.
 */
@NullMarked
package io.flinkdomino.bench.job;

import org.jspecify.annotations.NullMarked;
