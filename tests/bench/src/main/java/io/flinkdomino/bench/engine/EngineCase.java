package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.workload.Variant;

/**
 * One cell of the table.
 *
 * @param sequences decoded at once
 */
record EngineCase(Variant variant, int sequences) {

  /**
   * Requests of a round: whole waves of {@code sequences}, at least two, so that slots are filled
   * again while others decode.
   *
   * @param least requests at few sequences
   */
  int requests(int least) {
    int waves = Math.max(2, (least + sequences - 1) / sequences);
    return waves * sequences;
  }
}
