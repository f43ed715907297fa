package io.flinkdomino.operators.attempts;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Notes where the journal would lie, and where the task's checkpoints do. */
final class LocatingOperator extends AbstractStreamOperator<Long>
    implements OneInputStreamOperator<Long, Long> {

  /** Folder of the journal, then that of the job's checkpoints. */
  static final BlockingQueue<URI> FOUND = new LinkedBlockingQueue<>();

  private static final long serialVersionUID = 1L;

  @Override
  public void open() throws Exception {
    super.open();
    Environment environment = getContainingTask().getEnvironment();
    FailurePolicy policy = new FailurePolicy(3, "journal", 0, 10);
    FOUND.add(
        JournalLocation.find(
                policy,
                environment.getJobConfiguration(),
                environment.getTaskManagerInfo().getConfiguration())
            .orElseThrow());
    Path checkpoints =
        ((FsCheckpointStorageAccess) environment.getCheckpointStorageAccess())
            .getCheckpointsDirectory();
    FOUND.add(checkpoints.toUri());
  }

  @Override
  public void processElement(StreamRecord<Long> element) {}
}
