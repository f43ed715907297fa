package io.flinkdomino.job.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real single-node Kafka broker on 127.0.0.1, in a JVM of its own.
 *
 * <p>The child JVM ends with this one, whatever ends it. For failure tests the broker can be killed
 * and started again on the same data and port. Not thread-safe, except that {@link #close()} may
 * come from a shutdown hook.
 */
public final class DemoBroker implements AutoCloseable {

  private static final Duration ADMIN_LIMIT = Duration.ofSeconds(30);

  private final Path libFolder;
  private final Path dataFolder;
  private final Optional<Path> settings;
  private final Duration deadline;
  private volatile BrokerProcess process;

  private DemoBroker(
      Path libFolder,
      Path dataFolder,
      Optional<Path> settings,
      Duration deadline,
      BrokerProcess process) {
    this.libFolder = libFolder;
    this.dataFolder = dataFolder;
    this.settings = settings;
    this.deadline = deadline;
    this.process = process;
  }

  /**
   * Starts a broker on a free port.
   *
   * @param libFolder the broker's jars: {@code demo/broker} of a distribution
   * @param dataFolder created if absent; topics found there are served again
   * @param deadline how long the start may take
   * @throws IOException if the broker is not ready in time; names its log
   */
  public static DemoBroker start(Path libFolder, Path dataFolder, Duration deadline)
      throws IOException, InterruptedException {
    return start(libFolder, dataFolder, 0, Optional.empty(), deadline);
  }

  /** As {@link #start(Path, Path, Duration)}, on the given port; 0 takes a free one. */
  public static DemoBroker start(Path libFolder, Path dataFolder, int port, Duration deadline)
      throws IOException, InterruptedException {
    return start(libFolder, dataFolder, port, Optional.empty(), deadline);
  }

  /**
   * As {@link #start(Path, Path, int, Duration)}, with settings of Kafka's server beside its own.
   *
   * @param settings a properties file; what it says of listeners is added, the rest wins
   */
  public static DemoBroker start(
      Path libFolder, Path dataFolder, int port, Optional<Path> settings, Duration deadline)
      throws IOException, InterruptedException {
    BrokerProcess process = BrokerProcess.start(libFolder, dataFolder, port, settings, deadline);
    return new DemoBroker(libFolder, dataFolder, settings, deadline, process);
  }

  /** {@code 127.0.0.1:PORT}; the same over restarts. */
  public String bootstrapServers() {
    return process.bootstrapServers();
  }

  /** The process id of the broker's JVM; changes with a restart. */
  public long pid() {
    return process.pid();
  }

  /** Whether the broker's JVM runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @param configs topic settings, such as {@code max.message.bytes}
   * @throws IOException if Kafka refuses or does not answer; names the topic
   */
  public void createTopic(String name, int partitions, Map<String, String> configs)
      throws IOException, InterruptedException {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().get(ADMIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("creating topic " + name + " failed", e);
    }
  }

  /** Ends the broker as a crash would; its data stays. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /**
   * Starts the broker again on the same data and port, after stopping it if it still runs.
   *
   * @throws IOException if the broker is not ready in time
   */
  public void restart() throws IOException, InterruptedException {
    process.stop();
    process = BrokerProcess.start(libFolder, dataFolder, port(), settings, deadline);
  }

  /** Stops the broker and waits until its process is gone. */
  @Override
  public void close() {
    try {
      process.stop();
    } catch (InterruptedException e) {
      // Closing the broker's input has told it to end; only the wait was cut short.
      Thread.currentThread().interrupt();
    }
  }

  private int port() {
    String address = bootstrapServers();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
