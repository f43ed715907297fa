/**
 * How tokens are drawn: each sequence's sampling parameters and what it has generated come in, the
 * tables that a step's programs draw with go out to the device. The drawing itself is in {@code
 * sampling.torchscript}. Engine thread only.
 */
@NullMarked
package io.flinkdomino.runtime.sampling;

import org.jspecify.annotations.NullMarked;
