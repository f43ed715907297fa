package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;

/**
 * How large a prompt in flight may grow in a checkpoint: known when it comes, so that a bound on
 * the bytes in flight bounds checkpoints too.
 */
final class StateSize {

  private static final int TOKEN_BYTES = 5;
  private static final int REPORT_BYTES = 20;
  private static final int TOP_BYTES = 12;

  /** A decode step of a trace: at least one token each, with as many drafts as a block has. */
  private static final int CYCLE_BYTES = 16 + 4 * 16;

  private StateSize() {}

  /**
   * Bytes of the record's value and of all its completions at their longest.
   *
   * @param maxSequenceTokens most tokens of prompt and completion together
   */
  static long of(InputRecord source, EncodedPrompt prompt, int maxSequenceTokens) {
    GenerationParameters parameters = prompt.request().parameters();
    byte[] value = source.value();
    long token = TOKEN_BYTES;
    if (parameters.returnDecodeTrace()) {
      token += REPORT_BYTES + CYCLE_BYTES;
    }
    if (parameters.logprobs().isPresent()) {
      token += REPORT_BYTES + (long) TOP_BYTES * parameters.logprobs().getAsInt();
    }
    int room = maxSequenceTokens - prompt.tokenIds().length;
    long completions = (long) parameters.n() * Math.min(room, parameters.stop().maxTokens());
    return (value == null ? 0 : value.length) + completions * token;
  }
}
