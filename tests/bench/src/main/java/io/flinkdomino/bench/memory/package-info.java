/**
 * Whether the memory of a long run stays flat.
 *
 * <p>Comes in: thousands of requests of many lengths, for one engine. Goes out: resident memory and
 * native tensors held, again and again while they are decoded.
 */
@NullMarked
package io.flinkdomino.bench.memory;

import org.jspecify.annotations.NullMarked;
