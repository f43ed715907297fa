package io.flinkdomino.job.demo;

/**
 * One pass over the demo's prompts.
 *
 * @param prompts how many were sent
 * @param firstPromptMillis when the first was sent, milliseconds since the epoch
 * @param outputs what came back
 */
record DemoPhase(int prompts, long firstPromptMillis, OutputCollector outputs) {

  private static final double MILLIS_PER_SECOND = 1000;

  /** Tokens from the first prompt to the last outcome, by the times of their Kafka records. */
  double tokensPerSecond() {
    long millis = Math.max(1, outputs.lastTimestamp() - firstPromptMillis);
    return outputs.fromCompletions().completionTokens() * MILLIS_PER_SECOND / millis;
  }
}
