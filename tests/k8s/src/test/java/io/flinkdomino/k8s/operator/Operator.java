package io.flinkdomino.k8s.operator;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.FlinkOperator;

/** The real operator, impatient. */
final class Operator implements AutoCloseable {

  private final FlinkOperator operator;

  private Operator(FlinkOperator operator) {
    this.operator = operator;
  }

  /**
   * Starts it for the API server that the system properties name.
   *
   * @param restPort where JobManagers listen on this machine
   */
  static Operator start(int restPort) {
    ClientLinkage.ensure();
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "rest.port", Integer.toString(restPort),
                "kubernetes.operator.reconcile.interval", "500 ms",
                "kubernetes.operator.observer.progress-check.interval", "500 ms",
                "kubernetes.operator.observer.rest-ready.delay", "500 ms",
                "kubernetes.operator.rate-limiter.limit", "0",
                "kubernetes.operator.health.probe.enabled", "false",
                "kubernetes.operator.dynamic.config.enabled", "false",
                // As its chart sets for Java 17.
                "env.java.default-opts.all", opens()));
    FlinkOperator operator = new FlinkOperator(configuration);
    operator.run();
    return new Operator(operator);
  }

  private static String opens() {
    return Stream.of(
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.lang.reflect",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks")
        .map(name -> "--add-opens=" + name + "=ALL-UNNAMED")
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    operator.stop();
  }
}
