package io.flinkdomino.operators.generate;

/**
 * Tells an engine that a prompt breaks from one that is broken: between two failures of the first
 * kind others get their tokens. Mailbox thread only.
 */
final class EngineFailures {

  private final int limit;
  private long decodedBefore;
  private int inARow;

  /**
   * Starts without a failure.
   *
   * @param limit failures without a token between them that are still blamed on prompts
   */
  EngineFailures(int limit) {
    this.limit = limit;
  }

  /**
   * Counts a failure; the answer is whether opening another engine is hopeless.
   *
   * @param decoded tokens that the task's engines decoded so far
   */
  boolean isHopeless(long decoded) {
    inARow = decoded > decodedBefore ? 1 : inARow + 1;
    decodedBefore = decoded;
    return inARow > limit;
  }
}
