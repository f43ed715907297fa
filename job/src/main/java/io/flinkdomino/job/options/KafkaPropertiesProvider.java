package io.flinkdomino.job.options;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * Gives Kafka's clients what {@link KafkaPropertiesFile} refers to. Kafka makes it, by its name.
 *
 * <p>It reads as Kafka's own provider does. But where a login cannot be parsed, Kafka's error
 * quotes a word of it, which may be the password; on a TaskManager that would reach the dashboard.
 */
public final class KafkaPropertiesProvider extends FileConfigProvider {

  @Override
  public ConfigData get(String path, Set<String> keys) {
    ConfigData data = super.get(path, keys);
    for (String key : keys) {
      if (!data.data().containsKey(key)) {
        throw new ConfigException(path + " must set " + key + ", as when the job was submitted");
      }
    }
    String login = data.data().get(SaslConfigs.SASL_JAAS_CONFIG);
    if (login != null) {
      checkLogin(path, login);
    }
    return data;
  }

  private static void checkLogin(String path, String login) {
    try {
      JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(login)));
    } catch (RuntimeException e) { // without it as the cause: its message is what must not be seen
      throw new ConfigException(
          SaslConfigs.SASL_JAAS_CONFIG
              + " in "
              + path
              + " must be one login in JAAS format: CLASS required KEY=\"VALUE\" ...;");
    }
  }
}
