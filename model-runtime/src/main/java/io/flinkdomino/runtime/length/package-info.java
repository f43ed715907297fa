/**
 * How many drafts a step makes and verifies, so that tokens come as fast as they can.
 *
 * <p>Comes in: who takes part in a step, what its drafts are worth, how long steps took. Goes out:
 * who drafts, how far, and how much of it is verified. Tokens never depend on it (decision 0011).
 * Engine thread only.
 */
@NullMarked
package io.flinkdomino.runtime.length;

import org.jspecify.annotations.NullMarked;
