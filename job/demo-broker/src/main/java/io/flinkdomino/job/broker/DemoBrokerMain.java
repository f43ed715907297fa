package io.flinkdomino.job.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Runs one broker until standard input closes or SIGTERM comes, so that it never outlives the
 * process that started it, however that one ended.
 *
 * <p>Arguments: the data folder, then the client port (0 chooses a free one), then, if wanted, a
 * file of Kafka settings such as more listeners. Prints {@code READY 127.0.0.1:PORT} once clients
 * may connect; errors go to standard error with exit code 1, wrong arguments with 2.
 */
public final class DemoBrokerMain {

  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(10);

  private DemoBrokerMain() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.println("usage: DemoBrokerMain DATA_FOLDER PORT [SETTINGS_FILE]");
      System.exit(2);
    }
    SingleNodeBroker broker =
        start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            arguments.length == 3 ? settings(Path.of(arguments[2])) : new Properties());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop-broker"));
    System.out.println("READY " + broker.bootstrapServers());
    awaitEndOfInput();
    System.exit(0);
  }

  private static SingleNodeBroker start(Path dataFolder, int port, Properties extra) {
    try {
      int brokerPort = FreePorts.resolve(port, 0);
      int controllerPort = FreePorts.resolve(0, brokerPort);
      return SingleNodeBroker.start(
          new BrokerSettings(dataFolder, brokerPort, controllerPort, extra));
    } catch (Exception e) {
      e.printStackTrace(System.err);
      // Kafka's threads may be running by now and some are not daemons.
      Runtime.getRuntime().halt(1);
      throw new IllegalStateException(e);
    }
  }

  private static Properties settings(Path file) throws IOException {
    Properties settings = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      settings.load(text);
    }
    return settings;
  }

  private static void stop(SingleNodeBroker broker) {
    Thread deadline = new Thread(DemoBrokerMain::haltAfterLimit, "halt-broker");
    deadline.setDaemon(true);
    deadline.start();
    broker.stop();
  }

  private static void haltAfterLimit() {
    try {
      Thread.sleep(SHUTDOWN_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private static void awaitEndOfInput() throws IOException {
    byte[] ignored = new byte[256];
    while (System.in.read(ignored) >= 0) {
      // The parent sends nothing: only the end of the stream counts.
    }
  }
}
