package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.job.options.PromptTopics;
import io.flinkdomino.job.options.StartOffsets;
import io.flinkdomino.operators.generate.RecordTypes;
import io.flinkdomino.operators.prompt.InputRecord;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
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
    implements Source<InputRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<InputRecord> {

  private static final long serialVersionUID = 1;

  private final KafkaSource<InputRecord> source;
  private final Properties adminProperties;
  private final String groupId;

  private PromptSource(
      KafkaSource<InputRecord> source, Properties adminProperties, String groupId) {
    this.source = source;
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
  public SourceReader<InputRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new PositionCommittingReader(
        source.createReader(context), PositionCommitter.open(adminProperties, groupId));
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws IOException {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<InputRecord> getProducedType() {
    return RecordTypes.INPUT;
  }
}
