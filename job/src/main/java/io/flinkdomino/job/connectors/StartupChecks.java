package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.job.options.PromptTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the settings with what the broker says, before the job starts. */
public final class StartupChecks {

  private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);
  private static final String CLIENT_ID = "flink-domino-start-check";
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);

  private final KafkaSettings settings;
  private final Duration deadline;
  private final ConnectionProblem problem;

  /**
   * Checks for one job.
   *
   * @param deadline how long the broker may take to answer
   */
  public StartupChecks(KafkaSettings settings, Duration deadline) {
    this.settings = settings;
    this.deadline = deadline;
    this.problem = new ConnectionProblem(settings);
  }

  /**
   * What the user should know though the job can run, such as task slots that will stay idle.
   *
   * @throws InvalidOptionsException naming the setting to change if the broker cannot be reached or
   *     does not accept the job, or listing every topic that is missing or takes smaller records
   *     than the job writes
   */
  public List<String> run(int parallelism) throws InterruptedException {
    problem
        .emptyTrustStore()
        .ifPresent(
            message -> {
              throw invalid(message);
            });
    if (problem.usesNoTls()) {
      refuseTls();
    }
    try {
      return ask(parallelism);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean late = cause instanceof org.apache.kafka.common.errors.TimeoutException;
      throw invalid(late ? silence(cause) : problem.of(cause));
    } catch (TimeoutException e) {
      throw invalid(silence(e));
    } catch (KafkaException e) {
      throw invalid(problem.of(e));
    }
  }

  private List<String> ask(int parallelism)
      throws InterruptedException, ExecutionException, TimeoutException {
    Admin admin = Admin.create(adminProperties());
    try {
      List<String> notices = check(admin, parallelism);
      LOG.info(
          "broker checked servers={} protocol={} settings={}",
          settings.bootstrapServers(),
          problem.protocol(),
          settings.properties().file().map(file -> file.path().toString()).orElse("none"));
      return notices;
    } finally {
      admin.close(Duration.ZERO); // else it waits for calls that nobody will answer
    }
  }

  private void refuseTls() {
    for (String server : servers()) {
      PlaintextProbe.Answer answer = PlaintextProbe.ask(server, PROBE_LIMIT);
      if (answer == PlaintextProbe.Answer.TLS) {
        throw invalid(problem.wrongProtocol(server, "it speaks TLS"));
      }
      if (answer == PlaintextProbe.Answer.KAFKA) {
        return; // the client finds the others through this one
      }
    }
  }

  private void refusePlaintext() {
    for (String server : servers()) {
      if (PlaintextProbe.ask(server, PROBE_LIMIT) == PlaintextProbe.Answer.KAFKA) {
        throw invalid(problem.wrongProtocol(server, "it speaks without TLS"));
      }
    }
  }

  private String silence(Throwable error) {
    return "bootstrap-servers must be a Kafka broker that answers within "
        + deadline.toSeconds()
        + " s, got "
        + settings.bootstrapServers()
        + " with security.protocol "
        + problem.protocol()
        + ": "
        + problem.reason(error)
        + (problem.usesSasl() ? "" : "; one that asks for SASL does not answer either");
  }

  private List<String> check(Admin admin, int parallelism)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> existing = firstAnswer(admin.listTopics().names());
    List<String> problems = new ArrayList<>(missingTopics(existing));
    List<String> notices = new ArrayList<>();
    for (String topic : settings.outputTopics().all()) {
      if (existing.contains(topic)) {
        Optional<Long> limit = recordLimit(admin, topic);
        limit.flatMap(bytes -> tooSmall(topic, bytes)).ifPresent(problems::add);
        if (limit.isEmpty()) {
          notices.add(
              "max.message.bytes of topic "
                  + topic
                  + " is not checked: the job's principal may not describe its configuration");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    List<String> prompts =
        existing.stream().filter(settings.promptTopics()::contains).sorted().toList();
    idleSlots(partitions(admin, prompts), parallelism).ifPresent(notices::add);
    return notices;
  }

  private List<String> missingTopics(Set<String> existing) {
    List<String> wanted = new ArrayList<>();
    if (settings.promptTopics() instanceof PromptTopics.Named named) {
      wanted.addAll(named.names());
    }
    wanted.addAll(settings.outputTopics().all());
    // To a principal that may not describe a topic the broker says that there is none.
    String visible =
        problem.hasPrincipal() ? ", and the job's principal must be allowed to describe it" : "";
    return wanted.stream()
        .filter(topic -> !existing.contains(topic))
        .map(topic -> "topic " + topic + " must exist on " + settings.bootstrapServers() + visible)
        .toList();
  }

  /** The largest record a topic takes; empty if the broker may not say. */
  private Optional<Long> recordLimit(Admin admin, String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config = await(admin.describeConfigs(List.of(resource)).values().get(resource));
      return Optional.of(Long.valueOf(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<String> tooSmall(String topic, long limit) {
    long needed = settings.maxRecordSize().getBytes();
    if (limit >= needed) {
      return Optional.empty();
    }
    return Optional.of(
        "max-record-size must be at most max.message.bytes of topic "
            + topic
            + ", which is "
            + limit
            + ", got "
            + needed);
  }

  private int partitions(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, TopicDescription> descriptions =
        await(admin.describeTopics(topics).allTopicNames());
    return descriptions.values().stream().mapToInt(topic -> topic.partitions().size()).sum();
  }

  static Optional<String> idleSlots(int partitions, int parallelism) {
    if (partitions >= parallelism) {
      return Optional.empty();
    }
    return Optional.of(
        "prompt topics have "
            + partitions
            + " partitions but parallelism is "
            + parallelism
            + ": "
            + (parallelism - partitions)
            + " task slots stay idle");
  }

  /** Where TLS meets a listener without, both wait for the other to go on; so look what it is. */
  private <T> T firstAnswer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (problem.usesTls()) {
      try {
        return future.get(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        refusePlaintext();
      }
    }
    return await(future);
  }

  private <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Properties adminProperties() {
    Properties properties = settings.properties().forAdmin();
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    // conf/log4j2.properties keeps quiet what this client logs: what it meets becomes one line.
    properties.setProperty(AdminClientConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    String limit = Long.toString(deadline.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
    return properties;
  }

  private List<String> servers() {
    return List.of(settings.bootstrapServers().split(","));
  }

  private static InvalidOptionsException invalid(String problem) {
    return new InvalidOptionsException(List.of(problem));
  }
}
