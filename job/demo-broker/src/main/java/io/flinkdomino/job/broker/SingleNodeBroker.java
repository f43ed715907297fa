package io.flinkdomino.job.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** A Kafka broker and its controller in this JVM; formats its data folder on first use. */
final class SingleNodeBroker {

  // Always the same, so that formatting a folder twice is the same as formatting it once.
  private static final String CLUSTER_ID = "ZmxpbmstZG9taW5vLWRlbQ";

  private final BrokerSettings settings;
  private final KafkaRaftServer server;

  private SingleNodeBroker(BrokerSettings settings, KafkaRaftServer server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * Starts a broker; returns when it takes connections.
   *
   * @throws Exception if the folder cannot be written or a port is taken
   */
  static SingleNodeBroker start(BrokerSettings settings) throws Exception {
    format(settings);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings.toProperties()), Time.SYSTEM);
    server.startup();
    return new SingleNodeBroker(settings, server);
  }

  String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** Stops broker and controller; returns when both are down. */
  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(BrokerSettings settings) throws Exception {
    Files.createDirectories(settings.dataFolder());
    new Formatter()
        .setClusterId(CLUSTER_ID)
        .setNodeId(BrokerSettings.NODE_ID)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(settings.dataFolder().toAbsolutePath().toString()))
        .setMetadataLogDirectory(settings.dataFolder().toAbsolutePath().toString())
        .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
        .setIgnoreFormatted(true)
        .setPrintStream(silence())
        .run();
  }

  private static PrintStream silence() throws IOException {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
