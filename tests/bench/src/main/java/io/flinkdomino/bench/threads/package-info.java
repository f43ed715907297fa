/**
 * Threads within an operator, and how idle ones wait. The waiting policy is an environment variable
 * that the tensor library reads once, so every setting has a JVM of its own, and they take turns.
 *
 * <p>Comes in: settings and loads. Goes out: tokens a second of each.
 */
@NullMarked
package io.flinkdomino.bench.threads;

import org.jspecify.annotations.NullMarked;
