/**
 * A metric reporter for Flink that writes some gauges of the generate operator into the JVM's
 * mapped file every few milliseconds, on the thread of Flink's metric registry.
 */
@NullMarked
package io.flinkdomino.chaos.reporter;

import org.jspecify.annotations.NullMarked;
