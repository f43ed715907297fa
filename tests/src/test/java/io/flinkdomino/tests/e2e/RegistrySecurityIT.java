package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.job.connectors.RegistryCheck;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.ApicurioRegistry;
import io.flinkdomino.tests.support.Certificates;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.FramedPrompts;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.RegistryGateway;
import io.flinkdomino.tests.support.RegistryOutputs;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SharedRegistry;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A registry behind TLS that asks for a client certificate, a user and a password. */
@ExtendWith({SharedBroker.class, SharedRegistry.class})
@Timeout(120)
class RegistrySecurityIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(2);
  private static final String USER = RegistryGateway.USER + ":" + RegistryGateway.PASSWORD;

  @TempDir Path folder;
  private final ApicurioRegistry registry;
  private RegistryGateway gateway;
  private Path clientKeys;
  private Path trust;

  RegistrySecurityIT(ApicurioRegistry registry) {
    this.registry = registry;
  }

  @BeforeEach
  void startGateway() throws Exception {
    Certificates certificates = registry.certificates();
    clientKeys = certificates.key("job");
    trust = certificates.trust("authority");
    gateway = RegistryGateway.start(registry.url(), certificates.key("server"), trust);
  }

  @AfterEach
  void stopGateway() {
    gateway.close();
  }

  @Test
  void jobRunsAndShowsNoSecret(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "secured", 1);
    int id = registry.register(topics.prompts() + "-value", FramedPrompts.current());
    List<Prompt> prompts =
        Workload.valid(0, 10).stream()
            .map(prompt -> FramedPrompts.of(prompt, FramedPrompts.current(), id))
            .toList();
    Map<SourcePosition, Prompt> sent = topics.produce(prompts);
    Map<String, String> options = options(trust(trust) + keys() + user(USER));

    try (StreamingJob job = StreamingJob.start(topics, 1, options)) {
      topics.awaitAnswers(prompts.size(), DEADLINE);
      String pages = job.dashboardPages();
      assertThat(pages).as("they show the job").contains("generate", "classpath");
      assertSecretFree(pages);
      job.drain();
    }
    Answers.read(topics, WireFormat.AVRO, new RegistryOutputs(registry)).assertOneEach(sent);
    assertSecretFree(serializedGraph(topics, options));
  }

  @Test
  void everyMistakeIsFoundBeforeTheJobStarts(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "mistakes", 1);
    assertRefused(
        topics,
        trust(trust) + keys(),
        "schema-registry-properties must hold credentials that the registry accepts, got HTTP"
            + " status 401");
    assertRefused(
        topics,
        keys() + user(USER),
        "schema-registry-properties must name a truststore that trusts the registry's certificate,"
            + " got ");
    assertRefused(
        topics,
        trust(trust) + user(USER),
        "schema-registry-url must be a schema registry that answers within 2 s, got "
            + gateway.url(),
        "it may want another client certificate than schema-registry-properties names");
    assertRefused(
        topics,
        trust(trust).replace(Certificates.PASSWORD, "not-" + Certificates.PASSWORD) + user(USER),
        "schema-registry-properties must have stores that open, got ");
  }

  @Test
  void runEndsBeforeTheJobStartsAndShowsNoSecret(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "run-secured", 1);
    Map<String, String> options = StreamingJob.options(topics, 1);
    options.putAll(options(trust(trust) + keys() + user("ann:wrong-and-secret")));
    List<String> arguments = new ArrayList<>(List.of("run"));
    options.forEach((name, value) -> arguments.addAll(List.of("-D", name + "=" + value)));

    try (FlinkDominoProcess run = FlinkDominoProcess.start(folder, arguments)) {
      assertThat(run.exitCode(DEADLINE)).isEqualTo(2);
      assertThat(run.output())
          .contains("schema-registry-properties must hold credentials that the registry accepts")
          .doesNotContain("Dashboard", "wrong-and-secret");
      assertSecretFree(run.output());
    }
  }

  @Test
  void registryItselfOverTls(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "direct", 1);
    Map<String, String> options = options(trust(trust));
    options.put("schema-registry-url", registry.httpsUrl());

    RegistryCheck.run(settings(topics, options).registry().orElseThrow(), DEADLINE);

    assertThat(registry.latestId(topics.deadLetters() + "-value")).isPositive();
  }

  private void assertRefused(Topics topics, String properties, String... message) throws Exception {
    JobSettings settings = settings(topics, options(properties));
    assertThatThrownBy(() -> RegistryCheck.run(settings.registry().orElseThrow(), CHECK_LIMIT))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(message))
        .satisfies(e -> assertSecretFree(e.getMessage()));
  }

  private static void assertSecretFree(String text) {
    assertThat(text)
        .isNotBlank()
        .doesNotContain(RegistryGateway.PASSWORD)
        .doesNotContain(Certificates.PASSWORD);
  }

  private Map<String, String> options(String properties) throws Exception {
    Path file = Files.writeString(folder.resolve("registry.properties"), properties);
    Map<String, String> options = RegistryIT.options(gateway.url());
    options.put("schema-registry-properties", file.toString());
    return options;
  }

  private static JobSettings settings(Topics topics, Map<String, String> options) {
    Map<String, String> all = StreamingJob.options(topics, 1);
    all.putAll(options);
    return JobSettings.validate(Configuration.fromMap(all));
  }

  private static String serializedGraph(Topics topics, Map<String, String> options)
      throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment();
    KafkaGraph.add(environment, settings(topics, options));
    byte[] graph = InstantiationUtil.serializeObject(environment.getStreamGraph().getJobGraph());
    String text = new String(graph, StandardCharsets.ISO_8859_1);
    assertThat(text).as("it holds the settings").contains("registry.properties");
    return text;
  }

  private static String trust(Path store) {
    return "schema.registry.ssl.truststore.location=%s\n".formatted(store)
        + "schema.registry.ssl.truststore.password=%s\n".formatted(Certificates.PASSWORD)
        + "schema.registry.ssl.truststore.type=PKCS12\n";
  }

  private String keys() {
    return "schema.registry.ssl.keystore.location=%s\n".formatted(clientKeys)
        + "schema.registry.ssl.keystore.password=%s\n".formatted(Certificates.PASSWORD)
        + "schema.registry.ssl.key.password=%s\n".formatted(Certificates.PASSWORD)
        + "schema.registry.ssl.keystore.type=PKCS12\n";
  }

  private static String user(String userInfo) {
    return "basic.auth.credentials.source=USER_INFO\nbasic.auth.user.info=" + userInfo + "\n";
  }
}
