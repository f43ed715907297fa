package io.flinkdomino.operators.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.View;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered, by name, groups in front of it with dots. */
final class RegisteredMetrics extends UnregisteredMetricsGroup {

  private final Map<String, Metric> metrics;
  private final String prefix;

  RegisteredMetrics() {
    this(new TreeMap<>(), "");
  }

  private RegisteredMetrics(Map<String, Metric> metrics, String prefix) {
    this.metrics = metrics;
    this.prefix = prefix;
  }

  /** A gauge's value, a counter's count, a histogram's median. */
  double value(String name) {
    Metric metric = metrics.get(name);
    if (metric instanceof Gauge<?> gauge) {
      return ((Number) gauge.getValue()).doubleValue();
    }
    return metric instanceof Counter counter
        ? counter.getCount()
        : ((Histogram) metric).getStatistics().getQuantile(0.5);
  }

  Map<String, Metric> all() {
    return metrics;
  }

  /** As Flink does every five seconds. */
  void update() {
    metrics.values().stream()
        .filter(View.class::isInstance)
        .forEach(metric -> ((View) metric).update());
  }

  private <M extends Metric> M keep(String name, M metric) {
    metrics.put(prefix + name, metric);
    return metric;
  }

  @Override
  public Counter counter(String name) {
    return keep(name, super.counter(name));
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    return keep(name, gauge);
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    return keep(name, histogram);
  }

  @Override
  public <M extends Meter> M meter(String name, M meter) {
    return keep(name, meter);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return new RegisteredMetrics(metrics, prefix + key + "." + value + ".");
  }
}
