package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.stats.DecodeStats;

/**
 * What the engine thread last said of itself; read by the mailbox and the metric reporters.
 *
 * @param stats counts since the engine opened
 * @param running sequences in the batch
 * @param kvUsage share of the KV cache in use, 0 to 1
 */
record EngineStatus(DecodeStats stats, int running, double kvUsage) {

  static final EngineStatus IDLE = new EngineStatus(DecodeStats.NONE, 0, 0);
}
