package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.workload.Variants;

/**
 * One cell of the table.
 *
 * @param variant its name
 * @param sequences decoded at once
 */
record EngineCase(String variant, int sequences) {

  /** What this one is compared with: no drafter, at the same temperature and as many sequences. */
  EngineCase baseline() {
    boolean sampled = variant.endsWith(Variants.SAMPLED);
    return new EngineCase(sampled ? Variants.SAMPLED_TARGET_ONLY : Variants.TARGET_ONLY, sequences);
  }

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
