package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.length.VerifiedLength;

/**
 * How an engine decodes.
 *
 * @param maxBatch most sequences in the running batch, at least 1
 * @param kvMemoryBytes memory for keys and values of target and drafter
 * @param maxSequenceTokens most tokens of prompt and completion; 0 for the model's context
 * @param verifiedLength draft tokens verified a step
 * @param prefillTokensPerStep most prompt tokens prefilled in one step, at least 1
 * @param intraOpThreads threads within one tensor operation
 */
public record EngineSettings(
    int maxBatch,
    long kvMemoryBytes,
    int maxSequenceTokens,
    VerifiedLength verifiedLength,
    int prefillTokensPerStep,
    int intraOpThreads) {

  public EngineSettings {
    requireAtLeast("maxBatch", 1, maxBatch);
    requireAtLeast("kvMemoryBytes", 1, kvMemoryBytes);
    requireAtLeast("maxSequenceTokens", 0, maxSequenceTokens);
    requireAtLeast("prefillTokensPerStep", 1, prefillTokensPerStep);
    requireAtLeast("intraOpThreads", 1, intraOpThreads);
  }

  private static void requireAtLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }
}
