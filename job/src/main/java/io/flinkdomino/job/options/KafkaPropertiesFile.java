package io.flinkdomino.job.options;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings of the Kafka clients in a file, in the format that the {@code --command-config} of
 * Kafka's own tools takes.
 *
 * <p>The values stay in the file. Clients get references to them, {@code ${PROVIDER:PATH:KEY}},
 * which Kafka resolves where and when it makes a client. So a job graph, which travels to every
 * TaskManager and is kept for recovery, holds the path and the keys only, and a restarted task
 * reads what the file holds by then.
 *
 * @param path absolute; the same on every machine that runs a client
 * @param keys what the file set when it was read
 */
public record KafkaPropertiesFile(Path path, Set<String> keys) {

  static final String PROVIDERS = "config.providers";
  private static final String PROVIDER = JobOptions.KAFKA_PROPERTIES.key();

  /** Kafka ends a reference's path at the first of these. */
  private static final Pattern UNUSABLE = Pattern.compile("[:}]");

  /** Read by Flink's connector, which resolves no references. */
  private static final Set<String> CONNECTOR_KEYS =
      Set.of(
          "client.id.prefix",
          "partition.discovery.interval.ms",
          "register.consumer.metrics",
          "commit.offsets.on.checkpoint",
          "register.producer.metrics",
          "flink.disable-metrics");

  public KafkaPropertiesFile {
    keys = Set.copyOf(keys);
  }

  /** The file of the option, if one is given and right. */
  static Optional<KafkaPropertiesFile> read(OptionReader reader) {
    return Locations.readableFile(
            reader, JobOptions.KAFKA_PROPERTIES, reader.optional(JobOptions.KAFKA_PROPERTIES))
        .map(file -> file.toAbsolutePath().normalize())
        .flatMap(file -> read(reader, file));
  }

  private static Optional<KafkaPropertiesFile> read(OptionReader reader, Path file) {
    if (UNUSABLE.matcher(file.toString()).find()) {
      reader.problem(mustBe("a path without ':' and '}'", file));
      return Optional.empty();
    }
    try {
      Set<String> keys = load(file).keySet();
      if (keys.isEmpty()) {
        reader.problem(mustBe("a file of settings KEY=VALUE", file) + ": it has none");
      }
      keys.forEach(key -> check(reader, file, key));
      return Optional.of(new KafkaPropertiesFile(file, keys));
    } catch (IOException | IllegalArgumentException e) {
      // The message of either may quote what the file holds.
      reader.problem(mustBe("a Java properties file", file) + ": it cannot be parsed");
      return Optional.empty();
    }
  }

  private static void check(OptionReader reader, Path file, String key) {
    Optional<String> elsewhere = KafkaProperties.setElsewhere(key);
    if (elsewhere.isPresent()) {
      reader.problem(mustNotHold(file, key) + elsewhere.get());
    } else if (key.startsWith(PROVIDERS) || CONNECTOR_KEYS.contains(key)) {
      reader.problem(mustNotHold(file, key) + "set it with kafka." + key);
    }
  }

  /** A reference for every key of the file. */
  Map<String, String> references() {
    Map<String, String> references = new TreeMap<>();
    keys.forEach(key -> references.put(key, "${" + PROVIDER + ":" + path + ":" + key + "}"));
    return references;
  }

  /** Adds what resolves the references, beside the user's own providers. */
  void addProvider(Map<String, String> settings) {
    settings.merge(PROVIDERS, PROVIDER, (own, ours) -> own + "," + ours);
    settings.put(PROVIDERS + "." + PROVIDER + ".class", KafkaPropertiesProvider.class.getName());
  }

  /** What the file says now, secrets included. */
  Map<String, String> load() {
    try {
      return load(path);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path + " failed", e);
    }
  }

  private static Map<String, String> load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static String mustBe(String rule, Path file) {
    return JobOptions.KAFKA_PROPERTIES.key() + " must be " + rule + ", got " + file;
  }

  private static String mustNotHold(Path file, String key) {
    return JobOptions.KAFKA_PROPERTIES.key() + " must not set " + key + ", got " + file + ": ";
  }
}
