/**
 * Decides who starts, who waits, and who is refused and why.
 *
 * <p>Comes in: encoded prompts, in order of arrival. Goes out: sequences that own a KV slot. Engine
 * thread only, except for the value types.
 */
@NullMarked
package io.flinkdomino.runtime.admission;

import org.jspecify.annotations.NullMarked;
