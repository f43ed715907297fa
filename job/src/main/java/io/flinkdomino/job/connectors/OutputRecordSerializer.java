package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Hands key, value and headers on; Kafka chooses the partition from the key. */
final class OutputRecordSerializer implements KafkaRecordSerializationSchema<OutputRecord> {

  private static final long serialVersionUID = 1;

  private final String topic;

  OutputRecordSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutputRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
    return new ProducerRecord<>(
        topic, null, null, record.key(), record.value(), headers(record.headers()));
  }

  private static Iterable<Header> headers(List<RecordHeader> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach(header -> all.add(header.key(), header.value()));
    return all;
  }
}
