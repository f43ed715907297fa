package io.flinkdomino.chaos.workload;

import io.flinkdomino.chaos.cluster.Topics;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the prompts of a workload by number. Where a prompt lies says which it is, so that a feed
 * on the same broker goes on where an earlier one ended, whatever ended it. One thread.
 */
final class Feed implements AutoCloseable {

  private final Workload workload;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Integer> inPartition = new HashMap<>();
  private final Queue<Future<RecordMetadata>> sent = new ArrayDeque<>();

  /**
   * Looks at what is there.
   *
   * @param ends of the partitions of the prompts
   */
  Feed(String bootstrapServers, Workload workload, Map<TopicPartition, Long> ends) {
    this.workload = workload;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    ends.forEach((partition, end) -> inPartition.put(partition.partition(), end.intValue()));
  }

  static List<TopicPartition> partitions() {
    return IntStream.range(0, Topics.PARTITIONS)
        .mapToObj(i -> new TopicPartition(Topics.PROMPTS, i))
        .toList();
  }

  /** The prompt that lies there. */
  static int number(int partition, long offset) {
    return partition + Topics.PARTITIONS * (int) offset;
  }

  /** Prompts sent so far, by this feed or an earlier one. */
  int sent() {
    return inPartition.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Sends one more, to the partition that has fewest. */
  void sendNext() {
    int shortest =
        inPartition.entrySet().stream()
            .min(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(e -> e.getKey()))
            .orElseThrow()
            .getKey();
    int number = number(shortest, inPartition.merge(shortest, 1, Integer::sum) - 1L);
    sent.add(
        producer.send(
            new ProducerRecord<>(Topics.PROMPTS, shortest, null, workload.value(number))));
  }

  /**
   * Waits until the broker has all of them.
   *
   * @throws IllegalStateException if it refused one: which prompt lies where is then unknown
   */
  void flush() throws InterruptedException {
    for (Future<RecordMetadata> next = sent.poll(); next != null; next = sent.poll()) {
      try {
        next.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the broker must take every prompt", e);
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
