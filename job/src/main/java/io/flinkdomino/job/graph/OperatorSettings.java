package io.flinkdomino.job.graph;

import io.flinkdomino.job.options.FlinkSettings;
import io.flinkdomino.job.options.ModelSettings;
import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.generate.GenerateSettings;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.RegistrySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The user's options as the generate operator takes them. */
public final class OperatorSettings {

  private OperatorSettings() {}

  /** Settings of a job without schema registry. */
  public static GenerateSettings of(
      ModelSettings model,
      FlinkSettings flink,
      WireFormat promptFormat,
      WireFormat outputFormat,
      int maxRecordBytes,
      Duration metricsWindow,
      FailurePolicy failures) {
    return of(
        model, flink, promptFormat, outputFormat, maxRecordBytes, metricsWindow, failures, null);
  }

  /**
   * Settings of one job.
   *
   * @param maxRecordBytes largest record that the outputs take
   * @param metricsWindow time that one metrics record covers
   * @param failures what the job puts up with
   * @param registry the schema registry; null for none
   */
  public static GenerateSettings of(
      ModelSettings model,
      FlinkSettings flink,
      WireFormat promptFormat,
      WireFormat outputFormat,
      int maxRecordBytes,
      Duration metricsWindow,
      FailurePolicy failures,
      @Nullable RegistrySettings registry) {
    return new GenerateSettings(
        model.modelDir().toAbsolutePath().toString(),
        model.draft().text(),
        model.device(),
        model.weightType().toString(),
        model.maxBatch(),
        model.kvMemory().getBytes(),
        model.maxSequenceTokens(),
        model.verifiedLength(),
        model.prefillTokens(),
        flink.inFlight(),
        flink.inFlightMemory().getBytes(),
        promptFormat,
        outputFormat,
        maxRecordBytes,
        metricsWindow,
        failures,
        registry);
  }
}
