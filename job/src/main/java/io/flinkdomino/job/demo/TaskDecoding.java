package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What completions of one task added up to.
 *
 * @param counts of all of them
 * @param decodeMillis from the first token of each to its last
 */
record TaskDecoding(Counts counts, double decodeMillis) {

  private static final double MILLIS_PER_SECOND = 1000;

  /** Of one completion, as Kafka had it. */
  static TaskDecoding of(JsonNode completion) {
    return new TaskDecoding(
        Counts.ofCompletion(completion), completion.path("timings").path("decode_ms").asDouble());
  }

  TaskDecoding plus(TaskDecoding other) {
    return new TaskDecoding(counts.plus(other.counts), decodeMillis + other.decodeMillis);
  }

  /** Tokens per second that one sequence saw, without its first, which is the prefill's. */
  double tokensPerSecond() {
    return (counts.completionTokens() - counts.requests()) * MILLIS_PER_SECOND / decodeMillis;
  }
}
