package io.flinkdomino.tests.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Makes every record with one key fail in the sink that writes it, and with it the task, in any
 * process. Kafka's producer makes it, from the option {@code kafka.producer.partitioner.class}.
 */
public final class FailOnKeyPartitioner implements Partitioner {

  /** What the exception says. */
  public static final String MESSAGE = "failure on purpose";

  private static final byte[] KEY = "uN2failKeyMarker".getBytes(StandardCharsets.UTF_8);

  /** The key that fails. */
  public static byte[] key() {
    return KEY.clone();
  }

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      Cluster cluster) {
    if (Arrays.equals(KEY, keyBytes)) {
      throw new IllegalStateException(MESSAGE);
    }
    return 0;
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
