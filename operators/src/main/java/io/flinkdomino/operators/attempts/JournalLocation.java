package io.flinkdomino.operators.attempts;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;

/**
 * Finds the folder of the attempt journal on the TaskManager.
 *
 * <p>A relative one lies below the folder of Flink's checkpoints. That is looked up here, in the
 * job's configuration and then the TaskManager's, because the task's own checkpoint storage looks
 * there in the same order: a client that submits to a cluster may know of neither.
 */
public final class JournalLocation {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private JournalLocation() {}

  /**
   * The folder; empty for no journal.
   *
   * @param job the configuration of the job
   * @param taskManager the configuration of the TaskManager
   */
  public static Optional<URI> find(
      FailurePolicy policy, Configuration job, Configuration taskManager) {
    if (policy.attemptJournal() == null) {
      return Optional.empty();
    }
    Path folder = path(policy.attemptJournal());
    if (folder.isAbsolute()) {
      return Optional.of(folder.toUri());
    }
    return job.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
        .or(() -> taskManager.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .map(checkpoints -> new Path(new Path(checkpoints), folder).toUri());
  }

  private static Path path(String text) {
    // Path would take the escapes of a URI for a part of the name.
    return SCHEME.matcher(text).matches() ? new Path(URI.create(text)) : new Path(text);
  }
}
