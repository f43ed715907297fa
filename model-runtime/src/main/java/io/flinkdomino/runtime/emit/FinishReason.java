package io.flinkdomino.runtime.emit;

/** Why a completion ended. */
public enum FinishReason {
  /** A stop token came; it is the completion's last token. */
  STOP,
  /** {@code maxTokens} or the context limit was reached. */
  LENGTH
}
