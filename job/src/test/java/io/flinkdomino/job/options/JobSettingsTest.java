package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

  @TempDir Path folder;
  private SettingsFixture fixture;

  @BeforeEach
  void createFixture() throws Exception {
    fixture = SettingsFixture.in(folder);
  }

  @Test
  void defaultsAreComplete() {
    JobSettings settings = JobSettings.validate(fixture.run());

    assertThat(settings.model().draft().folder()).contains(fixture.path("draft"));
    assertThat(settings.model().verifiedLength()).isEqualTo(VerifiedLength.ADAPTIVE);
    assertThat(settings.model().kvMemory()).isEqualTo(MemorySize.parse("1 gb"));
    assertThat(settings.kafka().promptTopics())
        .isEqualTo(new PromptTopics.Named(List.of("prompts")));
    assertThat(settings.kafka().startOffsets()).isEqualTo(new StartOffsets.Committed());
    assertThat(settings.kafka().guarantee()).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
    assertThat(settings.flink().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.flink().checkpointDir()).isEmpty();
    assertThat(settings.failures())
        .isEqualTo(new FailurePolicy(4, "flink-domino-attempts/flink-domino", 0, 1000));
  }

  @Test
  void draftIsAFolderOrAWord() {
    ModelSettings lookup =
        JobSettings.validate(with(fixture.run(), Map.of("draft", "prompt-lookup"))).model();

    assertThat(lookup.draft()).isEqualTo(new DraftChoice.PromptLookup());
    assertThatThrownBy(
            () -> JobSettings.validate(with(fixture.run(), Map.of("draft", "promptlookup"))))
        .hasMessage(
            "draft must be none, prompt-lookup or a folder with config.json, got promptlookup: no"
                + " such folder");
  }

  @Test
  void valuesAreRead() {
    JobSettings settings =
        JobSettings.validate(
            with(
                fixture.run(),
                Map.of(
                    "draft", "none",
                    "verified-length", "4",
                    "dtype", "bfloat16",
                    "prompt-topics", "a, b",
                    "start-offsets", "timestamp:2026-01-31T12:00:00Z",
                    "output-format", "avro",
                    "checkpoint-interval", "500 ms",
                    "checkpoint-dir", "s3://bucket/checkpoints")));

    assertThat(settings.model().draft().folder()).isEmpty();
    assertThat(settings.model().verifiedLength()).isEqualTo(VerifiedLength.of(4));
    assertThat(settings.model().weightType()).isEqualTo(WeightType.BFLOAT16);
    assertThat(settings.kafka().promptTopics())
        .isEqualTo(new PromptTopics.Named(List.of("a", "b")));
    assertThat(settings.kafka().startOffsets())
        .isEqualTo(new StartOffsets.Timestamp(Instant.parse("2026-01-31T12:00:00Z")));
    assertThat(settings.kafka().outputFormat()).isEqualTo(WireFormat.AVRO);
    assertThat(settings.flink().checkpointInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.flink().checkpointDir())
        .map(Object::toString)
        .contains("s3://bucket/checkpoints");
  }

  @Test
  void inFlightIsTwiceTheBatchUnlessGiven() {
    assertThat(inFlight(Map.of("max-batch", "5"))).isEqualTo(10);
    assertThat(inFlight(Map.of("max-batch", "5", "in-flight", "7"))).isEqualTo(7);
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    Configuration wrong = new Configuration();
    wrong.setString("model", folder.resolve("absent").toString());
    wrong.setString("max-batch", "many");
    wrong.setString("parallelism", "0");
    wrong.setString("start-offsets", "yesterday");
    wrong.setString("kv-memory", "1 kb");
    wrong.setString("blok-size", "16");

    assertThatThrownBy(() -> JobSettings.validate(wrong))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).isEqualTo("blok-size is not an option of this command"),
                        p -> assertThat(p).contains("model must be a folder", "no such folder"),
                        p -> assertThat(p).startsWith("draft must be given"),
                        p -> assertThat(p).startsWith("bootstrap-servers must be given"),
                        p -> assertThat(p).isEqualTo("max-batch must be a whole number, got many"),
                        p ->
                            assertThat(p)
                                .isEqualTo("parallelism must be between 1 and 1024, got 0"),
                        p -> assertThat(p).startsWith("start-offsets must be earliest, latest"),
                        p ->
                            assertThat(p)
                                .isEqualTo(
                                    "kv-memory must be between 1 mb and 1024 gb, got 1 kb")));
  }

  @ParameterizedTest
  @CsvSource({
    "device, gpu, 'device must be auto, cpu or cuda:N'",
    "dtype, int8, 'dtype must be one of [auto, float32, bfloat16, float16], got int8'",
    "max-sequence-tokens, 1, 'max-sequence-tokens must be 0 or at least 2, got 1'",
    "verified-length, 0, 'verified-length must be adaptive, all or a whole number from 1, got 0'",
    "bootstrap-servers, localhost, 'bootstrap-servers must be host:port'",
    "prompt-topics, 'a,,b', prompt-topics must be topic names",
    "prompt-topic-pattern, '[', 'prompt-topic-pattern must be a regular expression, got ['",
    "completion-topic, metrics/1, completion-topic must be 1 to 249 letters",
    "completion-topic, dead-letters, 'must differ, got dead-letters'",
    "completion-topic, prompts, topic prompts must not hold both prompts and",
    "delivery-guarantee, none, 'must be exactly-once or at-least-once, got none'",
    "max-attempts, 0, 'max-attempts must be between 1 and 100, got 0'",
    "attempt-journal, ' ', 'attempt-journal must be a folder, a URI or none, got  '",
    "attempt-journal, 's3://a b/c', 'attempt-journal must be a folder, a URI or none, got s3://a b/c'",
    "max-dead-letter-percent, 100, 'max-dead-letter-percent must be at least 0 and below 100, got 100'",
    "max-dead-letter-percent, NaN, 'must be at least 0 and below 100, got NaN'",
    "max-dead-letter-percent, few, 'max-dead-letter-percent must be a number, got few'",
    "dead-letter-window, 0, 'dead-letter-window must be between 1 and 1000000, got 0'",
    "transaction-timeout, 5 s, transaction-timeout must be longer than checkpoint-interval",
    "checkpoint-interval, soon, checkpoint-interval must be a duration such as 10 s",
    "in-flight, 3, in-flight must be at least max-batch",
    "dashboard-port, 70000, dashboard-port must be between 0 and 65535",
    "kafka.group.id, x, 'kafka.group.id must not be given: set it with group-id'",
    "kafka.consumer.isolation.level, x, kafka.consumer.isolation.level must not be given",
    "input, x, input is not an option of this command",
  })
  void wrongValueIsOneProblemThatNamesOptionRuleAndValue(
      String key, String value, String expected) {
    Configuration wrong = with(fixture.run(), Map.of(key, value));

    assertThatThrownBy(() -> JobSettings.validate(wrong))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(expected));
  }

  @Test
  void credentialsOfAWrongUriAreNotQuoted() {
    Configuration wrong =
        with(fixture.run(), Map.of("checkpoint-dir", "s3://user:nK4uriSecret@my bucket/x"));

    assertThatThrownBy(() -> JobSettings.validate(wrong))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessage("checkpoint-dir must be a folder or a URI, got s3://******@my bucket/x");
  }

  @Test
  void topicsAndPatternExcludeEachOther() {
    Configuration both =
        with(fixture.run(), Map.of("prompt-topics", "a", "prompt-topic-pattern", "x.*"));

    assertThatThrownBy(() -> JobSettings.validate(both))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessage("prompt-topics and prompt-topic-pattern must not both be given");
  }

  @Test
  void kafkaAndFlinkPropertiesAreHandedOn() {
    JobSettings settings =
        JobSettings.validate(
            with(
                fixture.run(),
                Map.of(
                    "kafka.client.dns.lookup", "use_all_dns_ips",
                    "kafka.producer.linger.ms", "7",
                    "kafka.consumer.fetch.max.bytes", "1000",
                    "flink.execution.checkpointing.timeout", "5min")));

    KafkaProperties kafka = settings.kafka().properties();
    assertThat(kafka.forProducer())
        .containsOnly(
            Map.entry("client.dns.lookup", "use_all_dns_ips"), Map.entry("linger.ms", "7"));
    assertThat(kafka.forConsumer()).containsEntry("fetch.max.bytes", "1000").hasSize(2);
    assertThat(kafka.forAdmin()).hasSize(1);
    assertThat(settings.flink().properties())
        .containsExactly(Map.entry("execution.checkpointing.timeout", "5min"));
  }

  private int inFlight(Map<String, String> options) {
    return JobSettings.validate(with(fixture.run(), options)).flink().inFlight();
  }

  private static Configuration with(Configuration configuration, Map<String, String> values) {
    values.forEach(configuration::setString);
    return configuration;
  }
}
