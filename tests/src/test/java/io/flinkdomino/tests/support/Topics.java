package io.flinkdomino.tests.support;

import static org.awaitility.Awaitility.await;

import io.flinkdomino.job.demo.DemoBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of one test, which differ from those of any other by their prefix. */
public final class Topics {

  private static final Duration POLL = Duration.ofMillis(100);

  private final DemoBroker broker;
  private final String prefix;
  private final List<TopicPartition> promptPartitions = new ArrayList<>();

  private Topics(DemoBroker broker, String prefix) {
    this.broker = broker;
    this.prefix = prefix;
  }

  /** The names alone; no topic is created. */
  public static Topics named(DemoBroker broker, String prefix) {
    return new Topics(broker, prefix);
  }

  /** Creates output topics, and one prompt topic of so many partitions. */
  public static Topics create(DemoBroker broker, String prefix, int partitions)
      throws IOException, InterruptedException {
    Topics topics = new Topics(broker, prefix);
    topics.addPromptTopic(topics.prompts(), partitions);
    for (String output : List.of(topics.completions(), topics.metrics(), topics.deadLetters())) {
      broker.createTopic(output, 2, Map.of());
    }
    return topics;
  }

  /** Creates another prompt topic. */
  public void addPromptTopic(String name, int partitions) throws IOException, InterruptedException {
    broker.createTopic(name, partitions, Map.of());
    for (int i = 0; i < partitions; i++) {
      promptPartitions.add(new TopicPartition(name, i));
    }
  }

  public String prompts() {
    return prefix + "-prompts";
  }

  public String completions() {
    return prefix + "-completions";
  }

  public String metrics() {
    return prefix + "-metrics";
  }

  public String deadLetters() {
    return prefix + "-dead-letters";
  }

  /** The consumer group, also a prefix for transactional ids. */
  public String group() {
    return prefix;
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Sends prompts to all partitions in turn; the answer says where each one lies. */
  public Map<SourcePosition, Prompt> produce(Collection<Prompt> prompts)
      throws InterruptedException, ExecutionException {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers());
    Map<SourcePosition, Prompt> positions = new HashMap<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      Map<Prompt, Future<RecordMetadata>> sent = new LinkedHashMap<>();
      for (Prompt prompt : prompts) {
        sent.put(prompt, producer.send(record(prompt)));
      }
      for (Map.Entry<Prompt, Future<RecordMetadata>> entry : sent.entrySet()) {
        positions.put(SourcePosition.of(entry.getValue().get()), entry.getKey());
      }
    }
    return positions;
  }

  /** Sends one record as it is to the first partition. */
  public void send(byte @Nullable [] key, byte @Nullable [] value, Header... headers)
      throws InterruptedException, ExecutionException {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(prompts(), 0, key, value, List.of(headers))).get();
    }
  }

  private ProducerRecord<byte[], byte[]> record(Prompt prompt) {
    TopicPartition to = promptPartitions.get(prompt.number() % promptPartitions.size());
    return new ProducerRecord<>(
        to.topic(), to.partition(), prompt.key(), prompt.value(), prompt.headers());
  }

  /** Waits until so many prompts have an answer that a read_committed consumer sees. */
  public void awaitAnswers(int count, Duration deadline) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      assignAll(consumer, completions(), deadLetters());
      int[] seen = {0};
      await()
          .atMost(deadline)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> (seen[0] += consumer.poll(POLL).count()) >= count);
    }
  }

  /**
   * Everything committed on a topic. Waits until no transaction is open there, so that nothing can
   * appear later.
   */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed");
        KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
      List<TopicPartition> partitions = assignAll(consumer, topic);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> consumer.endOffsets(partitions).equals(all.endOffsets(partitions)));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  /** Positions the job's consumer group has committed, next record first to be read. */
  public Map<TopicPartition, Long> committedPositions()
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, Long> positions = new HashMap<>();
      offsets.forEach((partition, offset) -> positions.put(partition, offset.offset()));
      return positions;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> assignAll(
      KafkaConsumer<byte[], byte[]> consumer, String... topics) {
    List<TopicPartition> partitions =
        Stream.of(topics)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }
}
