package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.job.options.OutputTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a job writes, committed records only, as any consumer would. One thread. */
final class OutputReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, byte[]> consumer;
  private final OutputTopics topics;

  OutputReader(String bootstrapServers, OutputTopics topics) {
    this.topics = topics;
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "demo-" + UUID.randomUUID());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(topics.all());
  }

  /** Hands over what has become visible; waits a moment if nothing has. */
  void poll(OutputCollector collector) throws IOException {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      JsonNode value = JSON.readTree(record.value());
      if (record.topic().equals(topics.completions())) {
        collector.completion(record.key(), value, record.timestamp());
      } else if (record.topic().equals(topics.metrics())) {
        collector.metrics(value);
      } else {
        collector.deadLetter(record.key(), value, record.timestamp());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
