package io.flinkdomino.job.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

  private final Properties properties =
      new BrokerSettings(Path.of("data"), 9092, 9093).toProperties();

  @Test
  void listensOnLoopbackOnly() {
    assertThat(properties.getProperty("listeners"))
        .isEqualTo("PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093");
  }

  @Test
  void isAcceptedByKafka() {
    KafkaConfig config = KafkaConfig.fromProps(properties);

    assertThat(config.nodeId()).isEqualTo(BrokerSettings.NODE_ID);
    assertThat(config.autoCreateTopicsEnable()).isFalse();
    assertThat(config.values().keySet()).containsAll(properties.stringPropertyNames());
  }

  @Test
  void freePortDiffersFromTheOther() throws Exception {
    int first = FreePorts.resolve(0, 0);

    assertThat(FreePorts.resolve(0, first)).isPositive().isNotEqualTo(first);
    assertThat(FreePorts.resolve(1234, first)).isEqualTo(1234);
  }
}
