/**
 * What training minimizes, and its gradients.
 *
 * <p>Comes in: weights and a batch of token sequences. Goes out: sums of losses and hits, and a
 * gradient for each weight, computed by TorchScript programs. Trainer thread only.
 */
@NullMarked
package io.flinkdomino.runtime.train.objective;

import org.jspecify.annotations.NullMarked;
