package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.metrics.EngineState;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts the tokens that this task decoded, to tell how many of them no completed checkpoint has.
 * Mailbox thread, but for {@link #decoded} and {@link #sinceCheckpoint}.
 *
 * <p>All tokens decoded here = those that left with their prompts + those that prompts in flight
 * have - those that prompts came with.
 */
final class TokenLedger {

  private final EngineState engine;
  private final NavigableMap<Long, Long> decodedAt = new TreeMap<>();
  private long brought;
  private long left;
  private volatile long checkpointed;

  /** Starts without a checkpoint. */
  TokenLedger(EngineState engine) {
    this.engine = engine;
  }

  /** Tokens decoded here so far. Any thread. */
  long decoded() {
    return engine.stats().decodedTokens();
  }

  /** A prompt came from a checkpoint with tokens. */
  void came(long tokens) {
    brought += tokens;
  }

  /** A prompt left with tokens. */
  void left(long tokens) {
    left += tokens;
  }

  /**
   * A checkpoint begins.
   *
   * @param held tokens that it holds of prompts in flight
   */
  void snapshot(long checkpoint, long held) {
    decodedAt.put(checkpoint, left + held - brought);
  }

  /** A checkpoint is complete, and with it all earlier ones are out of date. */
  void completed(long checkpoint) {
    Long decoded = decodedAt.get(checkpoint);
    if (decoded != null) {
      checkpointed = decoded;
      decodedAt.headMap(checkpoint, true).clear();
    }
  }

  /** Tokens that would be decoded again if the task died now. Any thread. */
  long sinceCheckpoint() {
    return Math.max(0, decoded() - checkpointed);
  }
}
