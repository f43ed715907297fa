package io.flinkdomino.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.chaos.cluster.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all outputs from their beginnings with read_committed. One thread. */
final class AnswerReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private long windowTokens;

  AnswerReader(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(Topics.COMPLETIONS, Topics.DEAD_LETTERS, Topics.METRICS)
            .flatMap(topic -> IntStream.range(0, 2).mapToObj(i -> new TopicPartition(topic, i)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What has come since the last call. */
  List<Answer> next() {
    List<Answer> answers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      JsonNode json = json(record.value());
      if (record.topic().equals(Topics.METRICS)) {
        windowTokens += json.get("completion_tokens").asLong();
      } else {
        answers.add(answer(json));
      }
    }
    return answers;
  }

  /** The ends of these partitions, as the broker knows them. */
  Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  /** Tokens of completions as the metrics topic counts them, as far as it was read. */
  long windowTokens() {
    return windowTokens;
  }

  private static Answer answer(JsonNode json) {
    List<Integer> tokens = new ArrayList<>();
    json.path("token_ids").forEach(id -> tokens.add(id.asInt()));
    return new Answer(
        Feed.number(json.get("source_partition").asInt(), json.get("source_offset").asLong()),
        tokens,
        json.at("/usage/completion_tokens").asInt(),
        json.path("attempt").asInt(),
        json.path("reason").asText());
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException("an output must be JSON", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
