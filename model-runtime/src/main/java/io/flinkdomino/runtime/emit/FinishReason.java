package io.flinkdomino.runtime.emit;

/** Why a completion ended. */
public enum FinishReason {
  /**
   * A stop token came, which is the completion's last token, or a stop text, which the last token
   * completes.
   */
  STOP,
  /** {@code maxTokens} or the context limit was reached. */
  LENGTH
}
