package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.stats.DecodeStats;
import io.flinkdomino.runtime.stats.LiveAcceptance;

/**
 * What the engine thread last said of itself; read by the mailbox and the metric reporters.
 *
 * @param stats counts since the engine opened
 * @param running sequences in the batch
 * @param waiting sequences that are not
 * @param kvUsage share of the KV cache in use, 0 to 1
 * @param acceptance goes on counting after the engine said this
 */
record EngineStatus(
    DecodeStats stats, int running, int waiting, double kvUsage, LiveAcceptance acceptance) {

  static final EngineStatus IDLE =
      new EngineStatus(DecodeStats.NONE, 0, 0, 0, new LiveAcceptance(0));

  /**
   * What there is to say of an engine.
   *
   * @param submitted sequences on their way to it
   */
  static EngineStatus of(DecodeEngine engine, int submitted) {
    return new EngineStatus(
        engine.stats(),
        engine.running(),
        engine.waiting() + submitted,
        engine.kvUsage(),
        engine.acceptance());
  }
}
