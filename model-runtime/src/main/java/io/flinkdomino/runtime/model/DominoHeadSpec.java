package io.flinkdomino.runtime.model;

/**
 * The shapes of the Domino head, which corrects base logits by the tokens drafted so far.
 *
 * @param embeddingSize width between the two projections ({@code emb_dim})
 * @param gruHiddenSize values of the prefix state ({@code gru_hidden_dim})
 * @param pureDraftPrefix how many first drafts use base logits alone ({@code
 *     pure_draft_prefix_len})
 */
public record DominoHeadSpec(int embeddingSize, int gruHiddenSize, int pureDraftPrefix) {}
