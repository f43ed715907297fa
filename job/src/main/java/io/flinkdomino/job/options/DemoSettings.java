package io.flinkdomino.job.options;

import io.flinkdomino.operators.attempts.FailurePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
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
      List.of(OptionGroup.DEMO, OptionGroup.MODEL, OptionGroup.DECODING, OptionGroup.FLINK);

  private static final int LAST_PORT = 65_535;

  // A demo is watched: what it shows should come soon. A small batch keeps a step short on a CPU.
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration METRICS_WINDOW = Duration.ofSeconds(1);
  private static final int MAX_BATCH = 4;

  /** What two jobs on one broker must not share. */
  private static final List<ConfigOption<String>> NAMES =
      List.of(
          JobOptions.PROMPT_TOPICS,
          JobOptions.COMPLETION_TOPIC,
          JobOptions.METRICS_TOPIC,
          JobOptions.DEAD_LETTER_TOPIC,
          JobOptions.GROUP_ID,
          JobOptions.TRANSACTIONAL_ID_PREFIX);

  /**
   * Reads and checks every option. Without {@code model} and {@code draft}, those of the given
   * folder are taken; checkpoints come each second, and the batch is small, unless given.
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
  public JobSettings draftingJob(String bootstrapServers) {
    return job(bootstrapServers, "", model);
  }

  /** The same without a drafter, on topics of its own. */
  public JobSettings targetOnlyJob(String bootstrapServers) {
    return job(bootstrapServers, "-target-only", model.withoutDraft());
  }

  private JobSettings job(String bootstrapServers, String suffix, ModelSettings models) {
    Configuration configuration = new Configuration();
    configuration.set(JobOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    configuration.set(JobOptions.CHECKPOINT_INTERVAL, flink.checkpointInterval());
    configuration.set(JobOptions.METRICS_WINDOW, METRICS_WINDOW);
    for (ConfigOption<String> name : NAMES) {
      configuration.set(name, name.defaultValue() + suffix);
    }
    OptionReader reader =
        new OptionReader(configuration, List.of(OptionGroup.KAFKA, OptionGroup.FLINK));
    Supplier<KafkaSettings> kafka = KafkaSettings.read(reader);
    return reader.finish(
        () -> new JobSettings(models, kafka.get(), Optional.empty(), FailurePolicy.DEFAULT, flink));
  }

  private static Configuration withModels(Configuration given, Path bundledModels) {
    Configuration configuration = new Configuration(given);
    if (!given.contains(JobOptions.MODEL) && !given.contains(JobOptions.DRAFT)) {
      configuration.set(JobOptions.MODEL, bundledModels.resolve("target").toString());
      configuration.set(JobOptions.DRAFT, bundledModels.resolve("draft").toString());
    }
    setUnlessGiven(configuration, JobOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
    setUnlessGiven(configuration, JobOptions.MAX_BATCH, MAX_BATCH);
    return configuration;
  }

  private static <T> void setUnlessGiven(
      Configuration configuration, ConfigOption<T> option, T value) {
    if (!configuration.contains(option)) {
      configuration.set(option, value);
    }
  }
}
