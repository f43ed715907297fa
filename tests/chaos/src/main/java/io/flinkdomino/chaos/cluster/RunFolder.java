package io.flinkdomino.chaos.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything of a run that outlives its processes: the broker's topics, ZooKeeper's data,
 * checkpoints, savepoints, mapped values, logs, ports. Whoever starts the processes again on the
 * folder goes on where they ended.
 */
public final class RunFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** WARN, but for what says who leads and what restarts. */
  private static final String LOGGING =
      """
      status = warn
      appender.stderr.type = Console
      appender.stderr.name = stderr
      appender.stderr.target = SYSTEM_ERR
      appender.stderr.layout.type = PatternLayout
      appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} %m%n
      rootLogger.level = warn
      rootLogger.appenderRef.stderr.ref = stderr
      logger.names.name = org.apache.flink.metrics.MetricGroup
      logger.names.level = error
      logger.own.name = io.flinkdomino
      logger.own.level = info
      logger.jobmaster.name = org.apache.flink.runtime.executiongraph
      logger.jobmaster.level = info
      logger.checkpoint.name = org.apache.flink.runtime.checkpoint
      logger.checkpoint.level = info
      """;

  private final Path root;
  private final Ports ports;

  private RunFolder(Path root, Ports ports) {
    this.root = root;
    this.ports = ports;
  }

  /** The folder, made ready if it is new. */
  public static RunFolder open(Path root) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    for (String name : List.of("conf", "logs", "tmp", "values", "savepoints", "zookeeper")) {
      Files.createDirectories(absolute.resolve(name));
    }
    Path file = absolute.resolve("ports.json");
    if (!Files.exists(file)) {
      JSON.writeValue(file.toFile(), Ports.free());
    }
    RunFolder folder = new RunFolder(absolute, JSON.readValue(file.toFile(), Ports.class));
    Files.writeString(folder.logging(), LOGGING);
    return folder;
  }

  /** The folder as a new one; what was there is deleted. */
  public static RunFolder renew(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return open(root);
  }

  /** A file or folder of the run's own. */
  public Path resolve(String name) {
    return root.resolve(name);
  }

  Ports ports() {
    return ports;
  }

  Path configuration() {
    return root.resolve("conf");
  }

  Path logging() {
    return configuration().resolve("log4j2.properties");
  }

  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /** Where JVMs put their mapped files. */
  public Path values() {
    return root.resolve("values");
  }

  /** Where savepoints go. */
  public Path savepoints() {
    return root.resolve("savepoints");
  }

  /**
   * Writes Flink's configuration.
   *
   * @param checkpointInterval of jobs
   * @param more settings that win
   */
  void configure(Duration checkpointInterval, Map<String, String> more) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String host :
        List.of(
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "rest.address",
            "rest.bind-address",
            "taskmanager.host",
            "taskmanager.bind-host")) {
      settings.put(host, "127.0.0.1");
    }
    settings.put("rest.port", Integer.toString(ports.rest()));
    settings.put("rest.async.store-duration", "10 s");
    settings.put("io.tmp.dirs", root.resolve("tmp").toString());
    addMemory(settings);
    addAvailability(settings);
    settings.put("execution.checkpointing.dir", root.resolve("checkpoints").toUri().toString());
    settings.put("execution.checkpointing.interval", checkpointInterval.toMillis() + " ms");
    settings.put("execution.checkpointing.tolerable-failed-checkpoints", "1000");
    settings.put("execution.checkpointing.timeout", "30 s");
    settings.put("web.checkpoints.history", "2000");
    settings.put(
        "metrics.reporter.mapped.factory.class",
        "io.flinkdomino.chaos.reporter.MappedReporterFactory");
    settings.put("metrics.reporter.mapped.interval", "5 ms");
    settings.putAll(more);
    List<String> yaml = new ArrayList<>();
    settings.forEach((key, value) -> yaml.add(key + ": \"" + value + "\""));
    Files.write(configuration().resolve("config.yaml"), yaml);
  }

  /** Flink's own scripts work these out before they start a TaskManager. */
  private static void addMemory(Map<String, String> settings) {
    settings.put("taskmanager.numberOfTaskSlots", "1");
    settings.put("taskmanager.cpu.cores", "1.0");
    Map.of(
            "framework.heap.size", "64m",
            "framework.off-heap.size", "64m",
            "task.heap.size", "128m",
            "task.off-heap.size", "0m",
            "managed.size", "8m",
            "network.min", "16m",
            "network.max", "16m",
            "jvm-metaspace.size", "256m",
            "jvm-overhead.min", "192m",
            "jvm-overhead.max", "192m")
        .forEach((key, value) -> settings.put("taskmanager.memory." + key, value));
  }

  /** ZooKeeper, and failures that are noticed within seconds. */
  private void addAvailability(Map<String, String> settings) {
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.zooKeeper());
    settings.put("high-availability.storageDir", root.resolve("ha").toUri().toString());
    settings.put("high-availability.zookeeper.client.session-timeout", "4 s");
    settings.put("zookeeper.sasl.disable", "true");
    settings.put("heartbeat.interval", "500 ms");
    settings.put("heartbeat.timeout", "3 s");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", "1000000");
    settings.put("restart-strategy.fixed-delay.delay", "200 ms");
    settings.put("cluster.io-pool.size", "4");
  }
}
