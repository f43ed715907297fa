/**
 * What a model learns from.
 *
 * <p>Comes in: conversations as JSON lines. Goes out: token rows that say which of their tokens are
 * to be learned, in batches whose order a seed decides. Trainer thread only.
 */
@NullMarked
package io.flinkdomino.runtime.train.data;

import org.jspecify.annotations.NullMarked;
