package io.flinkdomino.runtime.batch;

/**
 * Prompt tokens of one sequence that a pass prefills.
 *
 * @param sequence whose prompt
 * @param start position of the first
 * @param count how many, at least 1
 */
public record PrefillChunk(Sequence sequence, int start, int count) {

  /** Position after the last token. */
  public int end() {
    return start + count;
  }

  /** Whether the prompt is complete with it, so that the pass gives its first token. */
  public boolean endsPrompt() {
    return end() == sequence.promptTokens().length;
  }
}
