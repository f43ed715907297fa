package io.flinkdomino.job.options;

import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;

/** Options that belong together, in the order in which help and documentation show them. */
public enum OptionGroup {
  FILES(
      "Files",
      entry("FILE", JobOptions.INPUT),
      entry("DIR", JobOptions.OUTPUT),
      entry("SIZE", JobOptions.MAX_LINE_SIZE)),
  MODEL(
      "Model",
      entry("DIR", JobOptions.MODEL),
      entry("DIR|prompt-lookup|none", JobOptions.DRAFT),
      entry("auto|cpu|cuda:N", JobOptions.DEVICE),
      entry("TYPE", JobOptions.DTYPE)),
  DECODING(
      "Decoding",
      entry("SIZE", JobOptions.KV_MEMORY),
      entry("N", JobOptions.MAX_BATCH),
      entry("N", JobOptions.MAX_SEQUENCE_TOKENS),
      entry("adaptive|all|N", JobOptions.VERIFIED_LENGTH),
      entry("N", JobOptions.PREFILL_TOKENS)),
  KAFKA(
      "Kafka",
      entry("HOST:PORT,...", JobOptions.BOOTSTRAP_SERVERS),
      entry("FILE", JobOptions.KAFKA_PROPERTIES),
      entry("TOPIC,...", JobOptions.PROMPT_TOPICS),
      entry("REGEX", JobOptions.PROMPT_TOPIC_PATTERN),
      entry("ID", JobOptions.GROUP_ID),
      entry("WHERE", JobOptions.START_OFFSETS),
      entry("TOPIC", JobOptions.COMPLETION_TOPIC),
      entry("TOPIC", JobOptions.METRICS_TOPIC),
      entry("TOPIC", JobOptions.DEAD_LETTER_TOPIC),
      entry("GUARANTEE", JobOptions.DELIVERY_GUARANTEE),
      entry("avro|json", JobOptions.PROMPT_FORMAT),
      entry("avro|json", JobOptions.OUTPUT_FORMAT),
      entry("PREFIX", JobOptions.TRANSACTIONAL_ID_PREFIX),
      entry("DURATION", JobOptions.TRANSACTION_TIMEOUT),
      entry("SIZE", JobOptions.MAX_RECORD_SIZE),
      entry("DURATION", JobOptions.METRICS_WINDOW)),
  REGISTRY(
      "Schema registry",
      entry("URL,...", JobOptions.SCHEMA_REGISTRY_URL),
      entry("NAMING", JobOptions.SUBJECT_NAMING),
      entry("register|lookup", JobOptions.SCHEMA_REGISTRATION),
      entry("FILE", JobOptions.SCHEMA_REGISTRY_PROPERTIES)),
  FAILURES(
      "Failures",
      entry("N", JobOptions.MAX_ATTEMPTS),
      entry("DIR|URI|none", JobOptions.ATTEMPT_JOURNAL),
      entry("PERCENT", JobOptions.MAX_DEAD_LETTER_PERCENT),
      entry("N", JobOptions.DEAD_LETTER_WINDOW)),
  FLINK(
      "Flink",
      entry("N", JobOptions.PARALLELISM),
      entry("N", JobOptions.IN_FLIGHT),
      entry("SIZE", JobOptions.IN_FLIGHT_MEMORY),
      entry("DURATION", JobOptions.CHECKPOINT_INTERVAL),
      entry("DIR|URI", JobOptions.CHECKPOINT_DIR),
      entry("finish|keep", JobOptions.ON_STOP),
      entry("PORT", JobOptions.DASHBOARD_PORT)),
  TRAINING(
      "Training",
      entry("KIND", TrainOptions.KIND),
      entry("DIR", TrainOptions.SHAPE),
      entry("N", TrainOptions.DRAFT_LAYERS),
      entry("N", TrainOptions.BLOCK_SIZE),
      entry("TOKEN|ID", TrainOptions.MASK_TOKEN),
      entry("FILE", TrainOptions.HELD_OUT),
      entry("", TrainOptions.RESUME),
      entry("N", TrainOptions.EPOCHS),
      entry("N", TrainOptions.STEPS),
      entry("N", TrainOptions.BATCH_ROWS),
      entry("N", TrainOptions.PASS_ROWS),
      entry("N", TrainOptions.ANCHORS),
      entry("RATE", TrainOptions.LEARNING_RATE),
      entry("SHARE", TrainOptions.WARM_UP),
      entry("SHARE", TrainOptions.WEIGHT_DECAY),
      entry("NORM", TrainOptions.CLIP_NORM),
      entry("PLACES", TrainOptions.GAMMA),
      entry("SHARE", TrainOptions.DECAY_RATIO),
      entry("", TrainOptions.MIXED_PRECISION),
      entry("N", TrainOptions.SEED),
      entry("N", TrainOptions.EVALUATE_EVERY),
      entry("N", TrainOptions.CHECKPOINT_EVERY),
      entry("DIR", TrainOptions.FEATURE_CACHE),
      entry("SIZE", TrainOptions.FEATURE_CACHE_SIZE),
      entry("N", TrainOptions.TRAIN_THREADS)),
  EVALUATION(
      "Evaluation", entry("N", EvaluateOptions.ROUNDS), entry("N", EvaluateOptions.MAX_TOKENS)),
  DEMO(
      "Demo",
      entry("", JobOptions.KEEP),
      entry("FILE", JobOptions.SUMMARY_FILE),
      entry("PORT", JobOptions.PORT),
      entry("FILE", JobOptions.PROMPTS));

  /**
   * One option and what stands for its value in help.
   *
   * @param label such as {@code DIR}; empty for a switch
   * @param option the option
   */
  public record Entry(String label, ConfigOption<?> option) {}

  private final String heading;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, and a ConfigOption has no setters
  private final List<Entry> entries;

  OptionGroup(String heading, Entry... entries) {
    this.heading = heading;
    this.entries = List.of(entries);
  }

  /** What the group is called in help and documentation. */
  public String heading() {
    return heading;
  }

  /** The options, required ones first. */
  public List<Entry> entries() {
    return entries;
  }

  /** Keys that start with this go to Kafka or Flink as they are; only two groups have one. */
  public Optional<String> prefix() {
    return switch (this) {
      case KAFKA -> Optional.of("kafka.");
      case FLINK -> Optional.of("flink.");
      case FILES, MODEL, DECODING, REGISTRY, FAILURES, TRAINING, EVALUATION, DEMO ->
          Optional.empty();
    };
  }

  /** Says what keys under {@link #prefix} do. */
  public Optional<String> passThrough() {
    return switch (this) {
      case KAFKA ->
          Optional.of(
              "`kafka.KEY` sets KEY of every Kafka client, `kafka.consumer.KEY` and"
                  + " `kafka.producer.KEY` that of the source or the sinks only, such as"
                  + " `-D kafka.producer.linger.ms=5`. Secrets go into the file of `kafka-properties`.");
      case FLINK ->
          Optional.of(
              "`flink.KEY` sets Flink's own KEY, such as"
                  + " `-D flink.execution.checkpointing.timeout=5min`.");
      case FILES, MODEL, DECODING, REGISTRY, FAILURES, TRAINING, EVALUATION, DEMO ->
          Optional.empty();
    };
  }

  private static Entry entry(String label, ConfigOption<?> option) {
    return new Entry(label, option);
  }
}
