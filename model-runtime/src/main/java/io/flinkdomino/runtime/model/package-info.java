/**
 * Model folders as they lie on disk, and their loaded weights.
 *
 * <p>Comes in: a Hugging Face folder. Goes out: validated shapes ({@code TargetSpec}, {@code
 * DraftSpec}) and weights on a device. Loaded models are read-only and shared by all engines of a
 * device. Loaded models are read-only and shared by all engines of a device.
 */
@NullMarked
package io.flinkdomino.runtime.model;

import org.jspecify.annotations.NullMarked;
