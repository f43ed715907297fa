/**
 * The only package that knows the tensor library: engine settings, programs, tensors.
 *
 * <p>Comes in: program text, weights, indexes. Goes out: handles to tensors on a device. Native
 * memory belongs to the scope that made it and goes when that scope closes.
 */
@NullMarked
package io.flinkdomino.runtime.torch;

import org.jspecify.annotations.NullMarked;
