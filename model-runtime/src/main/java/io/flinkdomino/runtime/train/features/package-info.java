/**
 * Keeps what a frozen target's layers say about token sequences, so that it is computed once.
 *
 * <p>Comes in: batches of token sequences. Goes out: context features, from a file or from the
 * target, the same bits either way. Trainer thread only.
 */
@NullMarked
package io.flinkdomino.runtime.train.features;

import org.jspecify.annotations.NullMarked;
