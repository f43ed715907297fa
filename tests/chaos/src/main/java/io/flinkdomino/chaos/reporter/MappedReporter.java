package io.flinkdomino.chaos.reporter;

import io.flinkdomino.chaos.values.Field;
import io.flinkdomino.chaos.values.OwnValues;
import io.flinkdomino.chaos.values.Subject;
import io.flinkdomino.chaos.values.ValuesFile.Values;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.Scheduled;

/** Writes the gauges of each attempt of the generate operator into this JVM's mapped file. */
final class MappedReporter implements MetricReporter, Scheduled {

  private static final Map<String, Field> FIELDS =
      Map.of(
          "requestsRunning", Field.RUNNING,
          "requestsWaiting", Field.WAITING,
          "tokensSinceCheckpoint", Field.SINCE_CHECKPOINT);

  /** One attempt of an operator: where it is written, and what is asked. */
  private record Operator(Values values, Map<Field, Gauge<?>> gauges) {

    static Operator begin(String jobId) {
      Values values = OwnValues.file().begin(Subject.OPERATOR);
      values.set(Field.JOB, Long.parseUnsignedLong(jobId.substring(0, 16), 16));
      values.set(Field.SINCE_CHECKPOINT, -1);
      values.set(Field.DECODED_TOKENS, OwnValues.decodedTokens());
      return new Operator(values, new EnumMap<>(Field.class));
    }

    /** First what was decoded: tokens that come meanwhile are then in the gauge and in the rest. */
    void sample() {
      values.set(Field.DECODED_TOKENS, OwnValues.decodedTokens());
      gauges.forEach((field, gauge) -> values.set(field, ((Number) gauge.getValue()).longValue()));
      values.set(Field.SAMPLES, values.get(Field.SAMPLES) + 1);
    }

    void close() {
      values.set(Field.DECODED_AT_CLOSE, OwnValues.decodedTokens());
      values.set(Field.CLOSED, 1);
    }
  }

  private final Map<String, Operator> operators = new HashMap<>();

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    field(name, group)
        .ifPresent(
            field -> {
              Map<String, String> scope = group.getAllVariables();
              operators
                  .computeIfAbsent(attempt(group), key -> Operator.begin(scope.get("<job_id>")))
                  .gauges()
                  .put(field, (Gauge<?>) metric);
            });
  }

  @Override
  public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (field(name, group).isPresent()) {
      Operator operator = operators.remove(attempt(group));
      if (operator != null) {
        operator.close();
      }
    }
  }

  private static Optional<Field> field(String name, MetricGroup group) {
    return "generate".equals(group.getAllVariables().get("<operator_name>"))
        ? Optional.ofNullable(FIELDS.get(name))
        : Optional.empty();
  }

  private static String attempt(MetricGroup group) {
    return group.getAllVariables().get("<task_attempt_id>");
  }

  @Override
  public synchronized void report() {
    operators.values().forEach(Operator::sample);
  }
}
