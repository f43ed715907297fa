/**
 * What runs inside Flink's JVMs beside the product: it lets the engine fail when told to, counts
 * what the engine says it decoded, and ends the JVM with the process that started it.
 *
 * <p>Comes in: the engine's steps, on its thread. Goes out: failures, and numbers in a mapped file.
 */
@NullMarked
package io.flinkdomino.chaos.agent;

import org.jspecify.annotations.NullMarked;
