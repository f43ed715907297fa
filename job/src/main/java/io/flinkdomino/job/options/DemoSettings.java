package io.flinkdomino.job.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;

/**
 * The demo: a broker, the streaming job on it, prompts to send.
 *
 * @param keep whether everything stays up after the summary
 * @param summaryFile where the summary goes as JSON, if anywhere
 * @param brokerPort the broker's port on 127.0.0.1; 0 for a free one
 * @param prompts a file of prompts; empty for the bundled ones
 * @param model what to decode with
 * @param flink how the job runs
 */
public record DemoSettings(
    boolean keep,
    Optional<Path> summaryFile,
    int brokerPort,
    Optional<Path> prompts,
    ModelSettings model,
    FlinkSettings flink) {

  /** The options this reads. */
  public static final List<OptionGroup> GROUPS =
      List.of(OptionGroup.DEMO, OptionGroup.MODEL, OptionGroup.FLINK);

  private static final int LAST_PORT = 65_535;

  /**
   * Reads and checks every option. Without {@code model} and {@code draft}, those of the given
   * folder are taken.
   *
   * @param bundledModels holds the folders {@code target} and {@code draft}
   * @throws InvalidOptionsException listing all that is missing, unknown, wrong or in conflict
   */
  public static DemoSettings validate(Configuration given, Path bundledModels) {
    OptionReader reader = new OptionReader(withModels(given, bundledModels), GROUPS);
    Optional<Boolean> keep = reader.required(JobOptions.KEEP);
    Optional<Path> summaryFile =
        Locations.outputFile(
            reader, JobOptions.SUMMARY_FILE, reader.optional(JobOptions.SUMMARY_FILE));
    Optional<Integer> port = reader.between(JobOptions.PORT, 0, LAST_PORT);
    Optional<Path> prompts =
        Locations.readableFile(reader, JobOptions.PROMPTS, reader.optional(JobOptions.PROMPTS));
    Supplier<ModelSettings> model = ModelSettings.read(reader);
    Supplier<FlinkSettings> flink = FlinkSettings.read(reader);
    return reader.finish(
        () ->
            new DemoSettings(
                keep.orElseThrow(),
                summaryFile,
                port.orElseThrow(),
                prompts,
                model.get(),
                flink.get()));
  }

  /** The streaming job on the demo's broker, on the default topics, formats and guarantee. */
  public JobSettings jobOn(String bootstrapServers) {
    Configuration configuration = new Configuration();
    configuration.set(JobOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    configuration.set(JobOptions.CHECKPOINT_INTERVAL, flink.checkpointInterval());
    OptionReader reader =
        new OptionReader(configuration, List.of(OptionGroup.KAFKA, OptionGroup.FLINK));
    Supplier<KafkaSettings> kafka = KafkaSettings.read(reader);
    return reader.finish(() -> new JobSettings(model, kafka.get(), flink));
  }

  private static Configuration withModels(Configuration given, Path bundledModels) {
    Configuration configuration = new Configuration(given);
    if (!given.contains(JobOptions.MODEL) && !given.contains(JobOptions.DRAFT)) {
      configuration.set(JobOptions.MODEL, bundledModels.resolve("target").toString());
      configuration.set(JobOptions.DRAFT, bundledModels.resolve("draft").toString());
    }
    return configuration;
  }
}
