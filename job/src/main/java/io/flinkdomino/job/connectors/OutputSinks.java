package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.operators.emit.OutputRecord;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Outputs to Kafka, one sink per topic.
 *
 * <p>With exactly-once every sink has its own transactions, named {@code PREFIX-TOPIC-...}, which
 * are committed together with a checkpoint.
 */
public final class OutputSinks {

  /** Room for what Kafka's producer adds to a record's own bytes. */
  private static final long REQUEST_OVERHEAD_BYTES = 16 * 1024;

  private OutputSinks() {}

  /** The sink that writes to a topic of the given settings. */
  public static KafkaSink<OutputRecord> to(String topic, KafkaSettings settings) {
    return KafkaSink.<OutputRecord>builder()
        .setKafkaProducerConfig(producerProperties(settings))
        .setBootstrapServers(settings.bootstrapServers())
        .setDeliveryGuarantee(settings.guarantee())
        .setTransactionalIdPrefix(settings.transactionalIdPrefix() + "-" + topic)
        .setRecordSerializer(new OutputRecordSerializer(topic))
        .build();
  }

  static Properties producerProperties(KafkaSettings settings) {
    Properties properties = settings.properties().forProducer();
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(settings.transactionTimeout().toMillis()));
    long requestBytes = settings.maxRecordSize().getBytes() + REQUEST_OVERHEAD_BYTES;
    properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(requestBytes));
    return properties;
  }
}
