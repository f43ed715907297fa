package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;

/** Settings of Kafka clients in a Secret of the overlay, judged by Kafka. */
final class KafkaClientFile {

  private static final String FILE = "client.properties";

  private KafkaClientFile() {}

  static List<String> problems(Rendered rendered) {
    List<String> problems = new ArrayList<>();
    rendered
        .all("Secret")
        .map(secret -> secret.path("stringData").path(FILE))
        .filter(JsonNode::isTextual)
        .forEach(text -> check(text.asText(), problems));
    return problems;
  }

  private static void check(String text, List<String> problems) {
    Properties settings = new Properties();
    try {
      settings.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.stringPropertyNames().stream()
        .filter(key -> !AdminClientConfig.configNames().contains(key))
        .forEach(key -> problems.add(FILE + ": " + key + " is no setting of Kafka clients"));
    settings.put("bootstrap.servers", "localhost:9092");
    try {
      AdminClientConfig.configDef().parse(settings);
    } catch (ConfigException e) {
      problems.add(FILE + ": " + e.getMessage());
    }
  }
}
