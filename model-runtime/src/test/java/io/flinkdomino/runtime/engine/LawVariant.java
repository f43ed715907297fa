package io.flinkdomino.runtime.engine;

import java.util.Random;

/**
 * One of the many ways to decode the same requests.
 *
 * @param policy who drafts
 * @param verifiedLength drafts a step; at most what the drafter proposes
 * @param maxBatch most sequences at once
 * @param prefillTokens most prompt tokens a step
 * @param oneByOne whether requests arrive one before each step rather than all at once
 * @param seed of the order of arrival and of random drafts
 */
record LawVariant(
    Policy policy,
    int verifiedLength,
    int maxBatch,
    int prefillTokens,
    boolean oneByOne,
    long seed) {

  /** Who drafts. */
  enum Policy {
    TARGET_ONLY,
    BLOCK,
    AUTOREGRESSIVE,
    PROMPT_LOOKUP,
    RANDOM
  }

  /** One sequence at a time, nothing drafted, prompts in one pass. */
  static final LawVariant PLAIN = new LawVariant(Policy.TARGET_ONLY, 1, 1, 512, false, 0);

  static LawVariant random(Random random) {
    return new LawVariant(
        Policy.values()[random.nextInt(Policy.values().length)],
        1 + random.nextInt(16),
        1 + random.nextInt(12),
        1 + random.nextInt(70),
        random.nextBoolean(),
        random.nextLong());
  }
}
