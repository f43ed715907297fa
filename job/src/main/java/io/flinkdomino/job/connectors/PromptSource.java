package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.job.options.PromptTopics;
import io.flinkdomino.job.options.StartOffsets;
import io.flinkdomino.operators.generate.ForwardingSource;
import io.flinkdomino.operators.generate.RecordTypes;
import io.flinkdomino.operators.prompt.InputRecord;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Prompts from Kafka: committed records only, positions committed with each checkpoint.
 *
 * <p>The connector's own commits wait behind the fetch that it runs on the same thread, which under
 * back-pressure ends only when the operator has room, and which is dropped when the job stops. The
 * next run would read again what this one has answered, so positions are committed beside it.
 */
public final class PromptSource
    extends ForwardingSource<InputRecord, KafkaPartitionSplit, KafkaSourceEnumState>
    implements ResultTypeQueryable<InputRecord> {

  private static final long serialVersionUID = 1;

  private final Properties adminProperties;
  private final String groupId;

  private PromptSource(
      KafkaSource<InputRecord> source, Properties adminProperties, String groupId) {
    super(source);
    this.adminProperties = adminProperties;
    this.groupId = groupId;
  }

  /** The source for the given settings; it never ends. */
  public static PromptSource of(KafkaSettings settings) {
    KafkaSourceBuilder<InputRecord> builder =
        KafkaSource.<InputRecord>builder()
            .setProperties(settings.properties().forConsumer())
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(settings.groupId())
            .setStartingOffsets(startingOffsets(settings.startOffsets()))
            .setDeserializer(new InputRecordDeserializer());
    Properties admin = settings.properties().forAdmin();
    admin.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return new PromptSource(
        subscribe(builder, settings.promptTopics()).build(), admin, settings.groupId());
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

  @Override
  protected SourceReader<InputRecord, KafkaPartitionSplit> wrap(
      SourceReader<InputRecord, KafkaPartitionSplit> reader, SourceReaderContext context) {
    return new PositionCommittingReader(reader, PositionCommitter.open(adminProperties, groupId));
  }

  @Override
  public TypeInformation<InputRecord> getProducedType() {
    return RecordTypes.INPUT;
  }
}
