/**
 * Numbers that survive kill -9: a memory-mapped file for each JVM, in which every value is one
 * aligned long.
 *
 * <p>Written by agent and reporter in Flink's JVMs, read by whoever kills them.
 */
@NullMarked
package io.flinkdomino.chaos.values;

import org.jspecify.annotations.NullMarked;
