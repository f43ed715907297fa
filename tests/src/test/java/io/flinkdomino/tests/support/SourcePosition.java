package io.flinkdomino.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Where a prompt lies; every output names it. */
public record SourcePosition(String topic, int partition, long offset) {

  static SourcePosition of(RecordMetadata metadata) {
    return new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /** The prompt that an output answers. */
  public static SourcePosition of(JsonNode output) {
    return new SourcePosition(
        output.get("source_topic").asText(),
        output.get("source_partition").asInt(),
        output.get("source_offset").asLong());
  }

  /** The id of a prompt that carries none. */
  String id() {
    return topic + "-" + partition + "-" + offset;
  }
}
