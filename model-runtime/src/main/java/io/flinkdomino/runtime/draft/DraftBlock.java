package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.torch.Tensor;

/**
 * Draft tokens of one step, still on the device.
 *
 * @param draftTokens [decoding rows, drafts] int64, anchor excluded
 * @param proposed tokens that the drafter produced for each row
 * @param drafted columns of {@code draftTokens}, all sent to verification
 */
public record DraftBlock(Tensor draftTokens, int proposed, int drafted) {}
