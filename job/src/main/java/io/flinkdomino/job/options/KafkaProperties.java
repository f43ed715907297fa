package io.flinkdomino.job.options;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Settings of the Kafka clients as the user gave them, without the {@code kafka.} prefix.
 *
 * @param all for every client
 * @param consumer for the source only, given as {@code kafka.consumer.KEY}; wins over {@code all}
 * @param producer for the sinks only, given as {@code kafka.producer.KEY}; wins over {@code all}
 */
public record KafkaProperties(
    Map<String, String> all, Map<String, String> consumer, Map<String, String> producer) {

  private static final String PREFIX = "kafka.";
  private static final String CONSUMER = "consumer.";
  private static final String PRODUCER = "producer.";

  private static final Map<String, String> SET_ELSEWHERE =
      Map.of(
          "bootstrap.servers", "set it with bootstrap-servers",
          "group.id", "set it with group-id",
          "auto.offset.reset", "set it with start-offsets",
          "transactional.id", "set it with transactional-id-prefix",
          "transaction.timeout.ms", "set it with transaction-timeout",
          "max.request.size", "set it with max-record-size",
          "isolation.level", "the job reads committed records only",
          "enable.auto.commit", "positions are committed at checkpoints");

  /** No settings but Kafka's defaults. */
  public static final KafkaProperties NONE = new KafkaProperties(Map.of(), Map.of(), Map.of());

  public KafkaProperties {
    all = Map.copyOf(all);
    consumer = Map.copyOf(consumer);
    producer = Map.copyOf(producer);
  }

  static KafkaProperties read(OptionReader reader) {
    Map<String, String> all = new HashMap<>();
    Map<String, String> consumer = new HashMap<>();
    Map<String, String> producer = new HashMap<>();
    reader
        .under(PREFIX)
        .forEach(
            (key, value) -> {
              if (key.startsWith(CONSUMER)) {
                put(reader, consumer, CONSUMER, key.substring(CONSUMER.length()), value);
              } else if (key.startsWith(PRODUCER)) {
                put(reader, producer, PRODUCER, key.substring(PRODUCER.length()), value);
              } else {
                put(reader, all, "", key, value);
              }
            });
    return new KafkaProperties(all, consumer, producer);
  }

  /** What the source's consumer gets. */
  public Properties forConsumer() {
    return merged(consumer);
  }

  /** What the sinks' producers get. */
  public Properties forProducer() {
    return merged(producer);
  }

  /** What the check at start gets. */
  public Properties forAdmin() {
    return merged(Map.of());
  }

  private Properties merged(Map<String, String> own) {
    Map<String, String> values = new TreeMap<>(all);
    values.putAll(own);
    Properties properties = new Properties();
    values.forEach(properties::setProperty);
    return properties;
  }

  private static void put(
      OptionReader reader, Map<String, String> target, String part, String key, String value) {
    String elsewhere = SET_ELSEWHERE.get(key);
    if (elsewhere != null) {
      reader.problem(PREFIX + part + key + " must not be given: " + elsewhere);
    }
    target.put(key, value);
  }
}
