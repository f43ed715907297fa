package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.torch.Tensor;

/**
 * A draft block with what it was picked from.
 *
 * @param draftTokens [rows, drafts] int64
 * @param hidden [rows, drafts, hidden], the backbone's output after the final norm
 * @param baseLogits [rows, drafts, vocabulary]
 * @param correctedLogits likewise after the Domino head; equal to the base without a head
 */
public record DraftInspection(
    Tensor draftTokens, Tensor hidden, Tensor baseLogits, Tensor correctedLogits) {}
