/**
 * The proofs that are small enough for every build, against real processes.
 *
 * <p>Comes in: the packaged distribution. Goes out: assertions.
 */
@NullMarked
package io.flinkdomino.chaos;

import org.jspecify.annotations.NullMarked;
