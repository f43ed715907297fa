package io.flinkdomino.job.options;

import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.registry.RegistrySettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;

/**
 * The streaming job: prompts from Kafka, outputs to Kafka.
 *
 * @param model what to decode with
 * @param kafka where records come from and go to
 * @param registry the schema registry, if there is one
 * @param failures what the job puts up with
 * @param flink how the job runs
 */
public record JobSettings(
    ModelSettings model,
    KafkaSettings kafka,
    Optional<RegistrySettings> registry,
    FailurePolicy failures,
    FlinkSettings flink) {

  /** The options this reads. */
  public static final List<OptionGroup> GROUPS =
      List.of(
          OptionGroup.MODEL,
          OptionGroup.DECODING,
          OptionGroup.KAFKA,
          OptionGroup.REGISTRY,
          OptionGroup.FAILURES,
          OptionGroup.FLINK);

  /**
   * Reads and checks every option.
   *
   * @throws InvalidOptionsException listing all that is missing, unknown, wrong or in conflict
   */
  public static JobSettings validate(Configuration configuration) {
    OptionReader reader = new OptionReader(configuration, GROUPS);
    Supplier<ModelSettings> model = ModelSettings.read(reader);
    Supplier<KafkaSettings> kafka = KafkaSettings.read(reader);
    Supplier<Optional<RegistrySettings>> registry = RegistryOptions.read(reader);
    Supplier<FailurePolicy> failures = FailureOptions.ofGroup(reader);
    Supplier<FlinkSettings> flink = FlinkSettings.read(reader);
    return reader.finish(
        () ->
            new JobSettings(model.get(), kafka.get(), registry.get(), failures.get(), flink.get()));
  }
}
