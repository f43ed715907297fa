package io.flinkdomino.job.options;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Settings of the Kafka clients as the user gave them, without the {@code kafka.} prefix.
 *
 * @param file for every client, by reference
 * @param all for every client; wins over {@code file}
 * @param consumer for the source only, given as {@code kafka.consumer.KEY}; wins over {@code all}
 * @param producer for the sinks only, given as {@code kafka.producer.KEY}; wins over {@code all}
 */
public record KafkaProperties(
    Optional<KafkaPropertiesFile> file,
    Map<String, String> all,
    Map<String, String> consumer,
    Map<String, String> producer) {

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
  public static final KafkaProperties NONE =
      new KafkaProperties(Optional.empty(), Map.of(), Map.of(), Map.of());

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
    return new KafkaProperties(KafkaPropertiesFile.read(reader), all, consumer, producer);
  }

  /** Why a key belongs elsewhere, if it does. */
  static Optional<String> setElsewhere(String key) {
    return Optional.ofNullable(SET_ELSEWHERE.get(key));
  }

  /** What the source's consumer gets. */
  public Properties forConsumer() {
    return merged(consumer);
  }

  /** What the sinks' producers get. */
  public Properties forProducer() {
    return merged(producer);
  }

  /** What the check at start and the commits of positions get. */
  public Properties forAdmin() {
    return merged(Map.of());
  }

  /** Where every client has the value of a key from, as an error should call it. */
  public String origin(String key) {
    if (all.containsKey(key)) {
      return PREFIX + key;
    }
    return file.filter(settings -> settings.keys().contains(key))
        .map(settings -> key + " in " + settings.path())
        .orElse(PREFIX + key + ", which is not given,");
  }

  /**
   * What every client gets, references to the file resolved: to decide by and to compare with,
   * never to show, because secrets are among it.
   *
   * @throws UncheckedIOException if the file cannot be read any more
   */
  public Map<String, String> resolved() {
    Map<String, String> values = new TreeMap<>();
    file.ifPresent(settings -> values.putAll(settings.load()));
    values.putAll(all);
    return values;
  }

  /** Whether the value of a key, without prefix, is a secret. */
  public static boolean isSecret(String key) {
    return KafkaSecrets.isSecret(key);
  }

  private Properties merged(Map<String, String> own) {
    Map<String, String> values = new TreeMap<>();
    file.ifPresent(settings -> values.putAll(settings.references()));
    values.putAll(all);
    values.putAll(own);
    file.ifPresent(settings -> settings.addProvider(values));
    Properties properties = new Properties();
    values.forEach(properties::setProperty);
    return properties;
  }

  private static void put(
      OptionReader reader, Map<String, String> target, String part, String key, String value) {
    String name = PREFIX + part + key;
    setElsewhere(key).ifPresent(why -> reader.problem(name + " must not be given: " + why));
    if (KafkaSecrets.isSecret(key) && !KafkaSecrets.isReference(value)) {
      reader.problem(
          name
              + " must not be given as an option, because it is a secret: put "
              + key
              + " into the file of "
              + JobOptions.KAFKA_PROPERTIES.key());
    }
    target.put(key, value);
  }
}
