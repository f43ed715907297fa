package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flinkdomino.job.local.LocalCluster;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.tests.support.Certificates;
import io.flinkdomino.tests.support.FailOnKeyPartitioner;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.FlinkRest;
import io.flinkdomino.tests.support.Golden;
import io.flinkdomino.tests.support.ListeningSockets;
import io.flinkdomino.tests.support.SecureBroker;
import io.flinkdomino.tests.support.SharedSecureBroker;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a running job lets others see and reach: no secrets, and nothing beyond this machine. */
@ExtendWith(SharedSecureBroker.class)
@Timeout(180)
class SecretsIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private static final String LOGIN = "hT6loginZzQpassWd";
  private static final String STORE = "jX1flinkStoreZzQ";
  private static final String KEY = "mC4flinkKeyZzQ";
  private static final String S3 = "yG9bucketZzQ";
  private static final List<String> SECRETS = List.of(LOGIN, STORE, KEY, S3, Certificates.PASSWORD);

  private static final List<String> PRIVATE =
      List.of(
          new String(FailOnKeyPartitioner.key(), StandardCharsets.UTF_8),
          Workload.decidedCases().get(4).question(),
          Workload.decidedCases().get(4).text());

  @TempDir Path folder;

  @Test
  void runningJobShowsNoSecretAndListensOnLoopbackOnly(SecureBroker secure) throws Exception {
    assumeTrue(ListeningSockets.areVisible(), "reads sockets from /proc, which Linux has");
    Topics topics = Topics.create(secure.broker(), "secrets", 1);
    secure.allow(topics);
    secure.setPassword(LOGIN);
    try (FlinkDominoProcess process = FlinkDominoProcess.start(folder, arguments(topics, secure))) {
      FlinkRest rest = process.rest(DEADLINE);
      topics.produce(Workload.valid(0, 5));
      topics.awaitAnswers(5, DEADLINE);
      assertLoopback(ListeningSockets.of(process.pid()));
      assertLoopback(ListeningSockets.of(secure.broker().pid()));

      topics.send(FailOnKeyPartitioner.key(), Workload.valid(4, 1).get(0).value());
      await().atMost(DEADLINE).until(() -> failures(rest.pages()).contains("failure on purpose"));

      Map<String, String> pages = rest.pages();
      assertThat(pages.get("/jobmanager/config"))
          .as("Flink was given its secrets and hides them")
          .contains("s3.secret-key", "keystore-password", "******");
      pages.forEach((path, text) -> assertThat(text).as(path).doesNotContain(SECRETS));
      pages.forEach((path, text) -> assertThat(text).as(path).doesNotContain(PRIVATE));
      process.assertDiscreet(SECRETS);
      assertThat(process.output())
          .contains("sasl.jaas.config = [hidden]")
          .contains("Note: max.message.bytes of topic secrets-completions is not checked");
    }
  }

  @Test
  void dashboardListensElsewhereOnlyWhenToldTo() throws Exception {
    assumeTrue(ListeningSockets.areVisible(), "reads sockets from /proc, which Linux has");
    Configuration options =
        Configuration.fromMap(
            Map.of(
                "model", Golden.tiny().target().toString(),
                "draft", "none",
                "bootstrap-servers", "localhost:9092",
                "flink.rest.bind-address", "0.0.0.0"));
    try (LocalCluster cluster = LocalCluster.start(JobSettings.validate(options).flink(), 1)) {
      int port = cluster.dashboard().getPort();

      assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
          .filteredOn(socket -> socket.getPort() == port)
          .singleElement()
          .satisfies(socket -> assertThat(socket.getAddress().isAnyLocalAddress()).isTrue());
    }
  }

  private static String failures(Map<String, String> pages) {
    return pages.entrySet().stream()
        .filter(page -> page.getKey().endsWith("/exceptions"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private List<String> arguments(Topics topics, SecureBroker secure) throws Exception {
    Path clients =
        SecureBroker.write(folder.resolve("client.properties"), secure.scramClient(LOGIN));
    Path config = folder.resolve("job.yaml");
    Files.write(
        config,
        List.of(
            "flink.security.ssl.internal.keystore-password: " + STORE,
            "flink.security.ssl.rest.key-password: " + KEY,
            "flink.s3.secret-key: " + S3));
    Map<String, String> options = StreamingJob.options(topics, 1);
    options.put("config", config.toString());
    options.put("bootstrap-servers", secure.scram());
    options.put("kafka-properties", clients.toString());
    options.put("kafka.producer.partitioner.class", FailOnKeyPartitioner.class.getName());
    options.put("flink.restart-strategy.type", "fixed-delay");
    options.put("flink.restart-strategy.fixed-delay.attempts", "1000");
    options.put("flink.restart-strategy.fixed-delay.delay", "1 s");
    return FlinkDominoProcess.run(options);
  }

  private static void assertLoopback(List<InetSocketAddress> sockets) {
    assertThat(sockets).isNotEmpty().allMatch(socket -> socket.getAddress().isLoopbackAddress());
  }
}
