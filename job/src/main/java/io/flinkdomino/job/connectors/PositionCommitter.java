package io.flinkdomino.job.connectors;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka how far a subtask has read, as of its newest complete checkpoint.
 *
 * <p>One commit is under way at a time, so that an older one never overtakes a newer one; what
 * completes meanwhile goes with the next, or with {@link #close}. Task thread only.
 */
final class PositionCommitter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PositionCommitter.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Admin admin;
  private final String group;
  private final NavigableMap<Long, Map<TopicPartition, OffsetAndMetadata>> byCheckpoint =
      new TreeMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> complete = new HashMap<>();
  private KafkaFuture<Void> underWay = KafkaFuture.completedFuture(null);

  private PositionCommitter(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** Connects in the background; a broker that is away only delays commits. */
  static PositionCommitter open(Properties properties, String group) {
    return new PositionCommitter(Admin.create(properties), group);
  }

  /** Remembers the positions that a checkpoint holds. */
  void snapshot(long checkpointId, List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (KafkaPartitionSplit split : splits) {
      if (split.getStartingOffset() >= 0) { // else it says where to start, and nothing was read yet
        positions.put(split.getTopicPartition(), new OffsetAndMetadata(split.getStartingOffset()));
      }
    }
    byCheckpoint.put(checkpointId, positions);
  }

  /** Commits the positions of a checkpoint that is complete. */
  void completed(long checkpointId) {
    Map<TopicPartition, OffsetAndMetadata> positions = byCheckpoint.get(checkpointId);
    byCheckpoint.headMap(checkpointId, true).clear();
    if (positions != null) {
      complete.putAll(positions);
    }
    if (underWay.isDone()) {
      commit();
    }
  }

  private void commit() {
    if (complete.isEmpty()) {
      return;
    }
    underWay =
        admin
            .alterConsumerGroupOffsets(group, Map.copyOf(complete))
            .all()
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    LOG.warn("committing positions failed group={}", group, error);
                  }
                });
    complete.clear();
  }

  /** Commits the newest positions and waits for it, within a limit. */
  @Override
  public void close() {
    try {
      await(underWay);
      commit();
      await(underWay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the task is cancelled, its checkpoint holds the truth
    } catch (TimeoutException e) {
      LOG.warn("committing positions is late group={} limit={}", group, CLOSE_LIMIT);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static void await(KafkaFuture<Void> commit)
      throws InterruptedException, TimeoutException {
    try {
      commit.get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // Logged where it failed. The positions of the next commit include these.
    }
  }
}
