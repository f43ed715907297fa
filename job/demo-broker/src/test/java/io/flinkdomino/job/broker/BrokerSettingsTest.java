package io.flinkdomino.job.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

  private final Properties properties =
      new BrokerSettings(Path.of("data"), 9092, 9093, new Properties()).toProperties();

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
  void extraListenersAreAddedAndOtherSettingsReplaced() {
    Properties extra = new Properties();
    extra.setProperty("listeners", "SSL://127.0.0.1:9094");
    extra.setProperty("num.io.threads", "2");

    Properties settings = new BrokerSettings(Path.of("data"), 9092, 9093, extra).toProperties();

    assertThat(settings.getProperty("listeners"))
        .isEqualTo(properties.getProperty("listeners") + ",SSL://127.0.0.1:9094");
    assertThat(settings.getProperty("num.io.threads")).isEqualTo("2");
  }

  @Test
  void freePortDiffersFromTheOther() throws Exception {
    int first = FreePorts.resolve(0, 0);

    assertThat(FreePorts.resolve(0, first)).isPositive().isNotEqualTo(first);
    assertThat(FreePorts.resolve(1234, first)).isEqualTo(1234);
  }
}
