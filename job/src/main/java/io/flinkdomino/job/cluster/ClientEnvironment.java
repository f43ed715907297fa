package io.flinkdomino.job.cluster;

import io.flinkdomino.job.options.JobOptions;
import io.flinkdomino.job.options.OptionText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The environment that a Flink client prepared before it called {@code main}.
 *
 * @param flink where jobs go that are added to it
 */
public record ClientEnvironment(StreamExecutionEnvironment flink) {

  /** Empty where {@code main} was started as a plain program, with no cluster behind it. */
  public static Optional<ClientEnvironment> find() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    return environment instanceof LocalStreamEnvironment
        ? Optional.empty()
        : Optional.of(new ClientEnvironment(environment));
  }

  /** What client and cluster say about options that the user may leave out, by option key. */
  public Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    if (flink.getParallelism() > 0) {
      defaults.put(JobOptions.PARALLELISM.key(), Integer.toString(flink.getParallelism()));
    }
    flink
        .getConfiguration()
        .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
        .ifPresent(
            interval ->
                defaults.put(JobOptions.CHECKPOINT_INTERVAL.key(), OptionText.value(interval)));
    return defaults;
  }
}
