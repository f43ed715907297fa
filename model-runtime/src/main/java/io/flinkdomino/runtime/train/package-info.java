/**
 * Trains draft models for a frozen target, and small targets from scratch.
 *
 * <p>Comes in: token rows, settings. Goes out: weights as files, checkpoints, a log of losses. One
 * thread runs a training; decoding never needs this package.
 */
@NullMarked
package io.flinkdomino.runtime.train;

import org.jspecify.annotations.NullMarked;
