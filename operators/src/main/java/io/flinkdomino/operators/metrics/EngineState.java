package io.flinkdomino.operators.metrics;

import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;

/** What the engine of a task slot can be asked at any time. Any thread. */
public interface EngineState {

  /** Sequences in the running batch. */
  int running();

  /** Sequences that are not in the batch, as of the last decode step. */
  int waiting();

  /** Share of the KV cache in use, 0 to 1. */
  double kvUsage();

  /** What the engine did since it opened. */
  DecodeStats stats();

  /** What became of its drafts since it opened. */
  Acceptance acceptance();
}
