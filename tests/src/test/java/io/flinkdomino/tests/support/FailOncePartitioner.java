package io.flinkdomino.tests.support;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next record of a topic fail in the sink that writes it, and with it the task. Kafka's
 * producer makes it, from the option {@code kafka.producer.partitioner.class}.
 */
public final class FailOncePartitioner implements Partitioner {

  private static final AtomicReference<@Nullable String> NEXT = new AtomicReference<>();

  /** Lets the next record of the topic fail. */
  public static void arm(String topic) {
    NEXT.set(topic);
  }

  /** Whether what was armed has happened. */
  public static boolean hasFailed() {
    return NEXT.get() == null;
  }

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      Cluster cluster) {
    String armed = NEXT.get();
    if (topic.equals(armed) && NEXT.compareAndSet(armed, null)) {
      throw new IllegalStateException("failure on purpose");
    }
    int partitions = cluster.partitionsForTopic(topic).size();
    return keyBytes == null ? 0 : Utils.toPositive(Utils.murmur2(keyBytes)) % partitions;
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
