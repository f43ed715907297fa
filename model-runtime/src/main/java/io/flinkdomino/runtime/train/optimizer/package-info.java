/**
 * Turns gradients into better weights.
 *
 * <p>Comes in: gradients, a learning rate. Goes out: updated weights and the optimizer's own state,
 * which checkpoints keep. Trainer thread only.
 */
@NullMarked
package io.flinkdomino.runtime.train.optimizer;

import org.jspecify.annotations.NullMarked;
