package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import org.apache.flink.util.OutputTag;

/** What the generate operator sends besides completions, its main output. */
public final class GenerateOutputs {

  /** Prompts that get no completion, and why. */
  public static final OutputTag<OutputRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.OUTPUT);

  /** One record per window: counts of what finished, and how busy the engine was. */
  public static final OutputTag<OutputRecord> METRICS =
      new OutputTag<>("metrics", RecordTypes.OUTPUT);

  private GenerateOutputs() {}
}
