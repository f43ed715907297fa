package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.job.options.PromptTopics;
import io.flinkdomino.job.options.StartOffsets;
import io.flinkdomino.operators.prompt.InputRecord;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Prompts from Kafka: committed records only, positions committed with each checkpoint. */
public final class PromptSource {

  private PromptSource() {}

  /** The source for the given settings; it never ends. */
  public static KafkaSource<InputRecord> of(KafkaSettings settings) {
    KafkaSourceBuilder<InputRecord> builder =
        KafkaSource.<InputRecord>builder()
            .setProperties(settings.properties().forConsumer())
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(settings.groupId())
            .setStartingOffsets(startingOffsets(settings.startOffsets()))
            .setDeserializer(new InputRecordDeserializer());
    return subscribe(builder, settings.promptTopics()).build();
  }

  private static KafkaSourceBuilder<InputRecord> subscribe(
      KafkaSourceBuilder<InputRecord> builder, PromptTopics topics) {
    if (topics instanceof PromptTopics.Matching matching) {
      return builder.setTopicPattern(matching.pattern());
    }
    return builder.setTopics(((PromptTopics.Named) topics).names());
  }

  @SuppressWarnings("deprecation") // the connector takes Kafka's old enum and nothing else
  static OffsetsInitializer startingOffsets(StartOffsets start) {
    if (start instanceof StartOffsets.Timestamp timestamp) {
      return OffsetsInitializer.timestamp(timestamp.time().toEpochMilli());
    }
    if (start instanceof StartOffsets.Earliest) {
      return OffsetsInitializer.earliest();
    }
    if (start instanceof StartOffsets.Latest) {
      return OffsetsInitializer.latest();
    }
    return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
  }
}
