package io.flinkdomino.job.options;

import java.util.Locale;

/** Number type of weights and KV cache. */
public enum WeightType {
  /** float32 on a CPU, bfloat16 on a GPU. */
  AUTO,
  FLOAT32,
  BFLOAT16,
  FLOAT16;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
