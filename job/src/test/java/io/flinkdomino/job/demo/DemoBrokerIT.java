package io.flinkdomino.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DemoBrokerIT {

  private static final Path LIB = Path.of(System.getProperty("flinkdomino.broker.lib"));
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String TOPIC = "prompts";

  @TempDir Path folder;

  @Test
  void committedRecordsSurviveAKill() throws Exception {
    try (DemoBroker broker = DemoBroker.start(LIB, folder, DEADLINE)) {
      broker.createTopic(TOPIC, 1, Map.of());
      produceInTransaction(broker, "kept", true);
      produceInTransaction(broker, "aborted", false);
      assertThat(readCommitted(broker)).containsExactly("kept");
      String addressBefore = broker.bootstrapServers();

      broker.kill();
      assertThat(broker.isAlive()).isFalse();
      broker.restart();

      assertThat(broker.bootstrapServers()).isEqualTo(addressBefore);
      assertThat(readCommitted(broker)).containsExactly("kept");
    }
  }

  @Test
  void closeLeavesNoProcess() throws Exception {
    DemoBroker broker = DemoBroker.start(LIB, folder, DEADLINE);
    long pid = broker.pid();

    broker.close();

    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void keepsRunningOnCtrlC() throws Exception {
    try (DemoBroker broker = DemoBroker.start(LIB, folder, DEADLINE)) {
      int exitCode = new ProcessBuilder("sh", "-c", "kill -INT " + broker.pid()).start().waitFor();

      assertThat(exitCode).isZero();
      broker.createTopic(TOPIC, 1, Map.of());
      assertThat(broker.isAlive()).isTrue();
    }
  }

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerParent.class.getName(),
                LIB.toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle broker = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(broker.isAlive()).isTrue();

      parent.destroyForcibly();

      broker.onExit().get(60, TimeUnit.SECONDS);
      assertThat(broker.isAlive()).isFalse();
    }
  }

  @Test
  void refusesAFolderWithoutItsJars() {
    assertThatThrownBy(() -> DemoBroker.start(folder.resolve("none"), folder, DEADLINE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void namesItsLogWhenTheDataFolderCannotBeUsed() throws Exception {
    Files.writeString(folder.resolve("meta.properties"), "version=1\ncluster.id=x\nnode.id=7\n");

    assertThatThrownBy(() -> DemoBroker.start(LIB, folder, DEADLINE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(BrokerProcess.LOG_FILE)
        .hasMessageContaining("cluster.id");
  }

  private static void produceInTransaction(DemoBroker broker, String value, boolean commit)
      throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", value);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static List<String> readCommitted(DemoBroker broker) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
