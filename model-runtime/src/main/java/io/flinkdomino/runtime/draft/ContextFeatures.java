package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.torch.Tensor;

/**
 * Context features of the N tokens of one target pass, still on the device. Those of rejected
 * drafts are among them; the next block overwrites what they leave in the drafter's cache.
 *
 * @param features [N, hidden * feature layers]; without columns where no drafter wants them
 * @param positions [N] int64
 * @param entries [N] int64, cache entries counted over all slots
 */
public record ContextFeatures(Tensor features, Tensor positions, Tensor entries) {}
