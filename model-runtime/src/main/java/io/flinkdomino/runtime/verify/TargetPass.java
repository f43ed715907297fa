package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.torch.Tensor;

/**
 * One pass of the target model, its results still on the device.
 *
 * @param packed int64: per decoding row its drafts, accepted count and next token; then the first
 *     token of each prompt that the pass completed
 * @param context features of all its tokens: anchor and drafts of each decoding row, then the
 *     prefill chunks
 */
public record TargetPass(Tensor packed, ContextFeatures context) {}
