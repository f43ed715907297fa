package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.torch.Tensor;

/**
 * One pass of the target model, its results still on the device.
 *
 * @param rows what its rows of scores stand for
 * @param packed int64: per decoding row its drafts, accepted count and next token; then the first
 *     token of each prompt that the pass completed
 * @param report float64, as {@code sampling.torchscript} reports on the rows that were asked for
 * @param top most likely tokens in the report
 * @param groups of decoding rows whose attention was computed at once
 * @param context features of all its tokens: anchor and drafts of each decoding row, then the
 *     prefill chunks
 */
public record TargetPass(
    ScoredRows rows, Tensor packed, Tensor report, int top, int groups, ContextFeatures context) {}
