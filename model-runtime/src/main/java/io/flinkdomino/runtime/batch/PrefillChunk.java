package io.flinkdomino.runtime.batch;

/**
 * Tokens of one sequence that a pass prefills: of its prompt, and behind it those that it committed
 * before it gave up an earlier slot.
 *
 * @param sequence whose tokens
 * @param start position of the first
 * @param count how many, at least 1
 */
public record PrefillChunk(Sequence sequence, int start, int count) {

  /** Position after the last token. */
  public int end() {
    return start + count;
  }

  /** Whether the prefill is complete with it, so that the pass gives the token that comes next. */
  public boolean endsPrefill() {
    return end() == sequence.prefillTokens();
  }

  /** Those of its tokens that belong to the prompt and were never prefilled before. */
  public int promptTokens() {
    int known = Math.max(start, sequence.knownPromptTokens());
    return Math.max(0, Math.min(end(), sequence.promptTokens().length) - known);
  }
}
