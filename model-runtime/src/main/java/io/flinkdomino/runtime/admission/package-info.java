/**
 * Decides who starts, who waits, who gives up its slot, and who is refused and why.
 *
 * <p>Comes in: sequences, in order of arrival. Goes out: sequences that own a KV slot. Engine
 * thread only, except for the value types.
 */
@NullMarked
package io.flinkdomino.runtime.admission;

import org.jspecify.annotations.NullMarked;
