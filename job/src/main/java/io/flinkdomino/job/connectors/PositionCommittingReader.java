package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.generate.ForwardingReader;
import io.flinkdomino.operators.prompt.InputRecord;
import java.util.List;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** Commits positions at each complete checkpoint and hands everything through. Task thread only. */
final class PositionCommittingReader extends ForwardingReader<InputRecord, KafkaPartitionSplit> {

  private final PositionCommitter committer;

  PositionCommittingReader(
      SourceReader<InputRecord, KafkaPartitionSplit> reader, PositionCommitter committer) {
    super(reader);
    this.committer = committer;
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> splits = super.snapshotState(checkpointId);
    committer.snapshot(checkpointId, splits);
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    committer.completed(checkpointId);
  }

  @Override
  public void close() throws Exception {
    try {
      committer.close();
    } finally {
      super.close();
    }
  }
}
