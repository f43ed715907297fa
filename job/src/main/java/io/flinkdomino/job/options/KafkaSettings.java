package io.flinkdomino.job.options;

import io.flinkdomino.operators.prompt.WireFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Where prompts come from and outputs go to.
 *
 * @param bootstrapServers brokers as {@code host:port}, separated by commas
 * @param promptTopics topics that hold prompts
 * @param groupId consumer group that positions are committed under
 * @param startOffsets where a job without a checkpoint starts
 * @param promptFormat encoding of prompts
 * @param outputTopics topics of completions, metrics and dead letters
 * @param outputFormat encoding of all three
 * @param guarantee exactly-once or at-least-once
 * @param transactionalIdPrefix start of the transactional ids
 * @param transactionTimeout when the broker aborts an open transaction
 * @param maxRecordSize largest record the output topics take
 * @param metricsWindow time that one record of the metrics topic covers
 * @param properties the clients' own settings
 */
public record KafkaSettings(
    String bootstrapServers,
    PromptTopics promptTopics,
    String groupId,
    StartOffsets startOffsets,
    WireFormat promptFormat,
    OutputTopics outputTopics,
    WireFormat outputFormat,
    DeliveryGuarantee guarantee,
    String transactionalIdPrefix,
    Duration transactionTimeout,
    MemorySize maxRecordSize,
    Duration metricsWindow,
    KafkaProperties properties) {

  private static final Pattern SERVERS =
      Pattern.compile("[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*");

  static Supplier<KafkaSettings> read(OptionReader reader) {
    Optional<String> servers =
        reader.required(
            JobOptions.BOOTSTRAP_SERVERS,
            text -> SERVERS.matcher(text).matches(),
            "host:port, separated by commas");
    Optional<PromptTopics> prompts = TopicOptions.readPrompts(reader);
    Optional<String> groupId = notBlank(reader, JobOptions.GROUP_ID);
    Optional<StartOffsets> startOffsets = readStartOffsets(reader);
    Optional<WireFormat> promptFormat = reader.required(JobOptions.PROMPT_FORMAT);
    Optional<OutputTopics> outputs = TopicOptions.readOutputs(reader, prompts);
    Optional<WireFormat> outputFormat = reader.required(JobOptions.OUTPUT_FORMAT);
    Optional<DeliveryGuarantee> guarantee = readGuarantee(reader);
    Optional<String> idPrefix = notBlank(reader, JobOptions.TRANSACTIONAL_ID_PREFIX);
    Optional<Duration> timeout = readTransactionTimeout(reader);
    Optional<MemorySize> maxRecordSize =
        reader.between(JobOptions.MAX_RECORD_SIZE, "16 kb", "1 gb");
    Optional<Duration> metricsWindow =
        reader.between(JobOptions.METRICS_WINDOW, Duration.ofMillis(100), Duration.ofHours(1));
    KafkaProperties properties = KafkaProperties.read(reader);
    return () ->
        new KafkaSettings(
            servers.orElseThrow(),
            prompts.orElseThrow(),
            groupId.orElseThrow(),
            startOffsets.orElseThrow(),
            promptFormat.orElseThrow(),
            outputs.orElseThrow(),
            outputFormat.orElseThrow(),
            guarantee.orElseThrow(),
            idPrefix.orElseThrow(),
            timeout.orElseThrow(),
            maxRecordSize.orElseThrow(),
            metricsWindow.orElseThrow(),
            properties);
  }

  private static Optional<StartOffsets> readStartOffsets(OptionReader reader) {
    return reader.parsed(
        JobOptions.START_OFFSETS,
        StartOffsets::parse,
        "earliest, latest, committed or timestamp:T");
  }

  private static Optional<DeliveryGuarantee> readGuarantee(OptionReader reader) {
    return reader.required(
        JobOptions.DELIVERY_GUARANTEE,
        value -> value != DeliveryGuarantee.NONE,
        "exactly-once or at-least-once");
  }

  private static Optional<String> notBlank(OptionReader reader, ConfigOption<String> option) {
    return reader.required(option, text -> !text.isBlank(), "a text that is not blank");
  }

  private static Optional<Duration> readTransactionTimeout(OptionReader reader) {
    Optional<Duration> timeout =
        reader.between(JobOptions.TRANSACTION_TIMEOUT, Duration.ofSeconds(1), Duration.ofDays(7));
    Optional<Duration> interval = reader.quiet(JobOptions.CHECKPOINT_INTERVAL);
    if (timeout.isPresent()
        && interval.isPresent()
        && timeout.get().compareTo(interval.get()) <= 0) {
      reader.problem(
          "transaction-timeout must be longer than checkpoint-interval, got "
              + OptionText.value(timeout.get())
              + " with checkpoint-interval "
              + OptionText.value(interval.get()));
    }
    return timeout;
  }
}
