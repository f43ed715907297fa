package io.flinkdomino.k8s.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Prompts that keep coming, whatever becomes of the job, and the answers that are committed. */
final class Traffic implements AutoCloseable {

  static final String PROMPTS = "prompts";
  static final String COMPLETIONS = "completions";
  static final String DEAD_LETTERS = "dead-letters";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PERIOD_MILLIS = 100;
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<String> sent = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private final List<Future<RecordMetadata>> unconfirmed = new ArrayList<>();
  private int deadLetters;
  private @Nullable Future<?> sending;

  private Traffic(KafkaProducer<String, String> producer, KafkaConsumer<byte[], byte[]> consumer) {
    this.producer = producer;
    this.consumer = consumer;
  }

  /** Starts sending; the topics must exist. */
  static Traffic start(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    Map<String, Object> reading =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    Traffic traffic =
        new Traffic(
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()),
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    List<TopicPartition> partitions =
        Stream.of(COMPLETIONS, DEAD_LETTERS)
            .flatMap(topic -> traffic.consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    traffic.consumer.assign(partitions);
    traffic.consumer.seekToBeginning(partitions);
    traffic.sending =
        traffic.thread.scheduleAtFixedRate(traffic::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return traffic;
  }

  private synchronized void send() {
    String id = "p-" + sent.size();
    String prompt =
        JSON.createObjectNode()
            .put("id", id)
            .put("max_tokens", 4 + sent.size() % 8)
            .put("ignore_eos", true)
            .set("prompt_token_ids", JSON.createArrayNode().add(1).add(286).add(202))
            .toString();
    unconfirmed.add(producer.send(new ProducerRecord<>(PROMPTS, id, prompt)));
    sent.add(id);
  }

  /** Ids of the prompts sent so far. */
  synchronized List<String> sent() {
    return List.copyOf(sent);
  }

  /** Sends no more; everything sent is on the topic. */
  void end() throws InterruptedException, ExecutionException {
    if (sending != null) {
      sending.cancel(false);
    }
    thread.shutdown();
    if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("sending prompts must end within a minute");
    }
    for (Future<RecordMetadata> send : unconfirmed) {
      send.get();
    }
  }

  /** Ids of all completions that are committed by now, each as often as it is there. */
  List<String> answered() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    do {
      consumer.poll(POLL).forEach(this::read);
    } while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
    return List.copyOf(answered);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(DEAD_LETTERS)) {
      deadLetters++;
    } else {
      answered.add(json(record.value()).path("id").asText());
    }
  }

  /** Dead letters read so far. */
  int deadLetters() {
    return deadLetters;
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException, ExecutionException {
    end();
    producer.close();
    consumer.close();
  }
}
