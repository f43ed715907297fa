package io.flinkdomino.job.options;

import java.util.stream.Stream;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which settings of a Kafka client nobody may see.
 *
 * <p>Kafka marks its own; for settings of plug-ins the name decides, as in Flink's dashboard.
 */
final class KafkaSecrets {

  private KafkaSecrets() {}

  /** Whether the value of a key, without prefix, is a secret. */
  static boolean isSecret(String key) {
    return Stream.of(
            ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
        .filter(client -> client.configKeys().containsKey(key))
        .findFirst()
        .map(client -> client.configKeys().get(key).type == ConfigDef.Type.PASSWORD)
        .orElseGet(() -> GlobalConfiguration.isSensitive(key));
  }

  /** Whether a value only says where one of the user's own config providers finds it. */
  static boolean isReference(String value) {
    return value.contains("${");
  }
}
