package io.flinkdomino.job.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.JobOptions;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.generate.RecordTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KafkaConnectorsIT {

  private static final Path LIB = Path.of(System.getProperty("flinkdomino.broker.lib"));
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int PROMPTS = 200;
  private static final String OUTPUT = "completions";

  @TempDir static Path folder;
  private static DemoBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = DemoBroker.start(LIB, folder.resolve("broker"), Duration.ofSeconds(60));
    Files.writeString(folder.resolve("config.json"), "{}");
    broker.createTopic("prompts", 2, Map.of());
    broker.createTopic(OUTPUT, 1, Map.of());
    broker.createTopic("acceptance-metrics", 1, Map.of());
    broker.createTopic("dead-letters", 1, Map.of("max.message.bytes", "100000"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void recordsKeepKeyValueAndHeadersAndComeOutOnceOverAFailure() throws Exception {
    FailOnceAfterCheckpoint.reset();
    produce();
    JobClient job = startJob(settings(Map.of()));
    try {
      List<ConsumerRecord<byte[], byte[]>> records = readUntil(PROMPTS + 1);

      assertThat(FailOnceAfterCheckpoint.hasFailed()).isTrue();
      Set<String> values = new HashSet<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        values.add(new String(record.value(), StandardCharsets.UTF_8));
        assertThat(record.key()).isEqualTo(record.value().length == 0 ? null : record.value());
        assertThat(record.headers().lastHeader("trace").value()).isEqualTo(new byte[] {7});
      }
      assertThat(records).hasSize(PROMPTS + 1);
      assertThat(values).hasSize(PROMPTS + 1);
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void checksNameIdleSlots() throws Exception {
    StartupChecks checks =
        new StartupChecks(settings(Map.of("max-record-size", "64 kb")), DEADLINE);

    assertThat(checks.run(2)).isEmpty();
    assertThat(checks.run(5))
        .containsExactly(
            "prompt topics have 2 partitions but parallelism is 5: 3 task slots stay idle");
  }

  @Test
  void checksListEveryTopicThatDoesNotFit() throws Exception {
    StartupChecks checks =
        new StartupChecks(
            settings(Map.of("prompt-topics", "prompts,absent", "metrics-topic", "gone")), DEADLINE);

    assertThatThrownBy(() -> checks.run(1))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).startsWith("topic absent must exist"),
                        p -> assertThat(p).startsWith("topic gone must exist"),
                        p ->
                            assertThat(p)
                                .contains("max.message.bytes of topic dead-letters")
                                .contains("100000")));
  }

  @Test
  void unreachableBrokerIsOneProblem() throws Exception {
    KafkaSettings unreachable = settings(Map.of("bootstrap-servers", "127.0.0.1:1"));

    assertThatThrownBy(() -> new StartupChecks(unreachable, Duration.ofSeconds(2)).run(1))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith(
            "bootstrap-servers must be a Kafka broker that answers within 2 s, got 127.0.0.1:1");
  }

  private static JobClient startJob(KafkaSettings settings) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    environment.enableCheckpointing(200);
    environment
        .fromSource(PromptSource.of(settings), WatermarkStrategy.noWatermarks(), "prompts")
        .map(new FailOnceAfterCheckpoint())
        .map(
            record ->
                new OutputRecord(
                    record.key(),
                    record.value() == null ? new byte[0] : record.value(),
                    record.headers()))
        .returns(RecordTypes.OUTPUT)
        .sinkTo(OutputSinks.to(OUTPUT, settings));
    return environment.executeAsync();
  }

  /** Prompts with key and header, one without value and key, and one that was never committed. */
  private static void produce() throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (byte[] value : values()) {
        producer.send(withHeader(value, value)).get();
      }
      producer.send(withHeader(null, null)).get();
      producer.commitTransaction();
      producer.beginTransaction();
      byte[] aborted = "aborted".getBytes(StandardCharsets.UTF_8);
      producer.send(withHeader(aborted, aborted)).get();
      producer.abortTransaction();
    }
  }

  private static List<byte[]> values() {
    return IntStream.range(0, PROMPTS)
        .mapToObj(i -> ("prompt " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> withHeader(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ProducerRecord<>(
        "prompts", null, key, value, List.of(new RecordHeader("trace", new byte[] {7})));
  }

  private static List<ConsumerRecord<byte[], byte[]>> readUntil(int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(OUTPUT, 0)));
      while (records.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static KafkaSettings settings(Map<String, String> options) {
    Configuration configuration =
        new Configuration()
            .set(JobOptions.MODEL, folder.toString())
            .set(JobOptions.DRAFT, "none")
            .set(JobOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
    options.forEach(configuration::setString);
    return JobSettings.validate(configuration).kafka();
  }
}
