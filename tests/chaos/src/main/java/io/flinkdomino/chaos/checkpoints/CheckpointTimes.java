package io.flinkdomino.chaos.checkpoints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Durations of completed checkpoints, from trigger to the last acknowledgement, in milliseconds.
 *
 * @param sorted at least one
 * @param failed checkpoints that did not complete
 */
record CheckpointTimes(List<Long> sorted, int failed) {

  CheckpointTimes {
    sorted = List.copyOf(sorted);
  }

  /**
   * Those of one kind that began after a moment.
   *
   * @param statistics as the JobManager gives them
   * @param savepoints whether savepoints count, or the others
   * @throws IllegalArgumentException if none completed
   */
  static CheckpointTimes of(JsonNode statistics, long sinceEpochMillis, boolean savepoints) {
    List<Long> durations = new ArrayList<>();
    int failed = 0;
    for (JsonNode checkpoint : statistics.get("history")) {
      boolean counts =
          checkpoint.get("is_savepoint").asBoolean() == savepoints
              && checkpoint.get("trigger_timestamp").asLong() >= sinceEpochMillis;
      if (counts && checkpoint.get("status").asText().equals("COMPLETED")) {
        durations.add(checkpoint.get("end_to_end_duration").asLong());
      } else if (counts && checkpoint.get("status").asText().equals("FAILED")) {
        failed++;
      }
    }
    if (durations.isEmpty()) {
      throw new IllegalArgumentException("checkpoints must have completed, got none");
    }
    Collections.sort(durations);
    return new CheckpointTimes(durations, failed);
  }

  /** The smallest duration that so large a share does not exceed. */
  long quantile(double share) {
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  long most() {
    return sorted.get(sorted.size() - 1);
  }
}
