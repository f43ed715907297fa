package io.flinkdomino.job.options;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.MemorySize;

/**
 * How the job runs on Flink.
 *
 * @param parallelism task slots
 * @param inFlight most prompts one task slot holds, running and waiting
 * @param inFlightMemory most bytes of those prompts
 * @param checkpointInterval time between checkpoints
 * @param checkpointDir where checkpoints go; empty for the memory of this process
 * @param onStop what becomes of prompts in flight on Ctrl-C; kept ones need {@code checkpointDir}
 * @param dashboardPort port of the dashboard on localhost; 0 for a free one
 * @param properties Flink's own settings, given as {@code flink.KEY}, without that prefix
 */
public record FlinkSettings(
    int parallelism,
    int inFlight,
    MemorySize inFlightMemory,
    Duration checkpointInterval,
    Optional<URI> checkpointDir,
    OnStop onStop,
    int dashboardPort,
    Map<String, String> properties) {

  private static final int MOST_SLOTS = 1024;
  private static final int MOST_IN_FLIGHT = 65_536;
  private static final int LAST_PORT = 65_535;

  public FlinkSettings {
    properties = Map.copyOf(properties);
  }

  static Supplier<FlinkSettings> read(OptionReader reader) {
    Optional<Integer> parallelism = reader.between(JobOptions.PARALLELISM, 1, MOST_SLOTS);
    Optional<Integer> inFlight = readInFlight(reader);
    Optional<MemorySize> inFlightMemory =
        reader.between(JobOptions.IN_FLIGHT_MEMORY, "1 mb", "64 gb");
    Optional<Duration> interval =
        reader.between(JobOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(100), Duration.ofHours(1));
    Optional<URI> checkpointDir = reader.location(JobOptions.CHECKPOINT_DIR);
    Optional<OnStop> onStop = readOnStop(reader, checkpointDir.isPresent());
    Optional<Integer> dashboardPort = reader.between(JobOptions.DASHBOARD_PORT, 0, LAST_PORT);
    Map<String, String> properties = reader.under("flink.");
    return () ->
        new FlinkSettings(
            parallelism.orElseThrow(),
            inFlight.orElseThrow(),
            inFlightMemory.orElseThrow(),
            interval.orElseThrow(),
            checkpointDir,
            onStop.orElseThrow(),
            dashboardPort.orElseThrow(),
            properties);
  }

  private static Optional<OnStop> readOnStop(OptionReader reader, boolean keepsCheckpoints) {
    Optional<OnStop> onStop = reader.required(JobOptions.ON_STOP);
    if (onStop.equals(Optional.of(OnStop.KEEP)) && !keepsCheckpoints) {
      reader.problem("on-stop keep needs checkpoint-dir, which is not set");
    }
    return onStop;
  }

  private static Optional<Integer> readInFlight(OptionReader reader) {
    Optional<Integer> inFlight = reader.between(JobOptions.IN_FLIGHT, 0, MOST_IN_FLIGHT);
    Optional<Integer> maxBatch = reader.quiet(JobOptions.MAX_BATCH);
    if (inFlight.isEmpty() || maxBatch.isEmpty()) {
      return inFlight;
    }
    if (inFlight.get() == 0) {
      return maxBatch.map(batch -> 2 * batch);
    }
    if (inFlight.get() < maxBatch.get()) {
      reader.problem(
          "in-flight must be at least max-batch, got "
              + inFlight.get()
              + " with max-batch "
              + maxBatch.get()
              + ": the batch could never fill");
    }
    return inFlight;
  }
}
