package io.flinkdomino.job.demo;

/**
 * One pass over the demo's prompts.
 *
 * @param prompts how many were sent
 * @param outputs what came back
 */
record DemoPhase(int prompts, OutputCollector outputs) {

  private static final double MILLIS_PER_SECOND = 1000;

  /** Tokens per second while the engine had work: reading prompts from Kafka does not count. */
  double tokensPerSecond() {
    return outputs.fromCompletions().completionTokens()
        * MILLIS_PER_SECOND
        / outputs.engineMillis();
  }
}
