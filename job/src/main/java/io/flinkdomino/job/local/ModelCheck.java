package io.flinkdomino.job.local;

import io.flinkdomino.job.graph.OperatorSettings;
import io.flinkdomino.job.options.FlinkSettings;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.ModelSettings;
import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.generate.GenerateSettings;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.model.ModelFormatException;
import java.time.Duration;
import java.util.List;

/** Looks at the model folders before a job starts, without loading weights. */
public final class ModelCheck {

  private static final int ANY_RECORD_BYTES = 1 << 20;

  private ModelCheck() {}

  /**
   * Checks that the models are whole, fit each other, this machine's device and the KV memory.
   *
   * @throws InvalidOptionsException naming what is wrong
   */
  public static void run(ModelSettings model, FlinkSettings flink) {
    check(operatorSettings(model, flink)::check);
  }

  /**
   * Checks that the models are whole and fit each other, where other machines will decode.
   *
   * @throws InvalidOptionsException naming what is wrong
   */
  public static void folders(ModelSettings model, FlinkSettings flink) {
    check(operatorSettings(model, flink)::checkFolders);
  }

  private static GenerateSettings operatorSettings(ModelSettings model, FlinkSettings flink) {
    return OperatorSettings.of(
        model,
        flink,
        WireFormat.JSON,
        WireFormat.JSON,
        ANY_RECORD_BYTES,
        Duration.ofHours(1),
        FailurePolicy.DEFAULT);
  }

  private static void check(Runnable check) {
    try {
      check.run();
    } catch (ModelFormatException e) {
      throw new InvalidOptionsException(e.problems());
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(List.of(e.getMessage()));
    }
  }
}
