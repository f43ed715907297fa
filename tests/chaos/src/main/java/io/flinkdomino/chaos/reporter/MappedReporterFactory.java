package io.flinkdomino.chaos.reporter;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter; Flink finds it by name. */
public final class MappedReporterFactory implements MetricReporterFactory {

  /** Flink makes it. */
  public MappedReporterFactory() {}

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new MappedReporter();
  }
}
