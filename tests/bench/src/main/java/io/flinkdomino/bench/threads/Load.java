package io.flinkdomino.bench.threads;

import io.flinkdomino.bench.workload.Variants;
import java.util.List;

/**
 * What a worker is asked to decode.
 *
 * @param variant its name
 * @param sequences decoded at once
 * @param millis how long at least
 */
record Load(String variant, int sequences, int millis) {

  private static final int TOKENS = 16;

  static List<Load> all(int millis) {
    return List.of(
        new Load(Variants.TARGET_ONLY, 1, millis),
        new Load(Variants.TARGET_ONLY, 16, millis),
        new Load(Variants.DOMINO, 1, millis),
        new Load(Variants.SYNTHETIC, 1, millis),
        new Load(Variants.SYNTHETIC, 16, millis));
  }

  String name() {
    return variant + " at " + sequences;
  }

  /** As {@link Worker} reads it. */
  String task() {
    return variant + ";" + sequences + ";" + sequences + ";" + TOKENS + ";" + millis;
  }
}
