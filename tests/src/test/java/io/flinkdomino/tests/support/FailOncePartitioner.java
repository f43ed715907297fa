package io.flinkdomino.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next record of a topic fail in the sink that writes it, and with it the task, in
 * whatever JVM that runs. Kafka's producer makes it, from the options of {@link #options}.
 */
public final class FailOncePartitioner implements Partitioner {

  private static final String FILE = "fail.once.file";

  private @Nullable Path file;

  /**
   * What the job needs for it.
   *
   * @param file not there yet; names the topic while a failure is due
   */
  public static Map<String, String> options(Path file) {
    return Map.of(
        "kafka.producer.partitioner.class",
        FailOncePartitioner.class.getName(),
        "kafka.producer." + FILE,
        file.toString());
  }

  /** Lets the next record of the topic fail. */
  public static void arm(Path file, String topic) throws IOException {
    Path whole = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), topic);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether what was armed has happened. */
  public static boolean hasFailed(Path file) {
    return !Files.exists(file);
  }

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      Cluster cluster) {
    if (isDue(topic)) {
      throw new IllegalStateException("failure on purpose");
    }
    int partitions = cluster.partitionsForTopic(topic).size();
    return keyBytes == null ? 0 : Utils.toPositive(Utils.murmur2(keyBytes)) % partitions;
  }

  private boolean isDue(String topic) {
    try {
      return file != null
          && Files.exists(file)
          && Files.readString(file).equals(topic)
          && Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {
    file = Path.of((String) settings.get(FILE));
  }

  @Override
  public void close() {}
}
