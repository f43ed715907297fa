package io.flinkdomino.job.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What one single-node broker is started with.
 *
 * @param dataFolder where the broker keeps topics and its own metadata
 * @param brokerPort where clients connect, on 127.0.0.1
 * @param controllerPort where the broker reaches its own controller, on 127.0.0.1
 * @param extra Kafka settings that win over these; those of {@link #LISTENERS} are added to them
 */
record BrokerSettings(Path dataFolder, int brokerPort, int controllerPort, Properties extra) {

  static final int NODE_ID = 1;

  /** Settings that hold one entry for each listener. */
  static final List<String> LISTENERS =
      List.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  /** What clients connect to. */
  String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  /**
   * The broker's configuration: Kafka's defaults but for one node, a small heap and no surprises.
   */
  Properties toProperties() {
    Properties properties = new Properties();
    addNetwork(properties);
    addSingleReplicas(properties);
    properties.setProperty("log.dirs", dataFolder.toAbsolutePath().toString());
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    // Kafka's default of 128 MiB does not fit the small heap.
    properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    // After a kill the controller waits this long before it takes the same broker again.
    properties.setProperty("broker.session.timeout.ms", "4000");
    properties.setProperty("broker.heartbeat.interval.ms", "500");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "4");
    addExtra(properties);
    return properties;
  }

  private void addNetwork(Properties properties) {
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty(
        "listeners",
        "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
  }

  private void addExtra(Properties properties) {
    for (String key : extra.stringPropertyNames()) {
      String value = extra.getProperty(key);
      properties.merge(
          key, value, (own, more) -> LISTENERS.contains(key) ? own + "," + more : more);
    }
  }

  private static void addSingleReplicas(Properties properties) {
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("transaction.state.log.num.partitions", "1");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
  }
}
