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
import java.util.TreeMap;
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

/** Compares the settings with what the broker says, before the job starts. */
public final class StartupChecks {

  private final KafkaSettings settings;
  private final Duration deadline;

  /**
   * Checks for one job.
   *
   * @param deadline how long the broker may take to answer
   */
  public StartupChecks(KafkaSettings settings, Duration deadline) {
    this.settings = settings;
    this.deadline = deadline;
  }

  /**
   * What the user should know though the job can run, such as task slots that will stay idle.
   *
   * @throws InvalidOptionsException if the broker does not answer, or listing every topic that is
   *     missing or takes smaller records than the job writes
   */
  public List<String> run(int parallelism) throws InterruptedException {
    try (Admin admin = Admin.create(adminProperties())) {
      return check(admin, parallelism);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new InvalidOptionsException(
          List.of(
              "bootstrap-servers must be a Kafka broker that answers within "
                  + deadline.toSeconds()
                  + " s, got "
                  + settings.bootstrapServers()
                  + ": "
                  + reason(e)));
    }
  }

  private List<String> check(Admin admin, int parallelism)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> existing = await(admin.listTopics().names());
    List<String> problems = new ArrayList<>(missingTopics(existing));
    List<String> outputs = settings.outputTopics().all();
    problems.addAll(tooSmall(admin, outputs.stream().filter(existing::contains).toList()));
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    List<String> prompts =
        existing.stream().filter(settings.promptTopics()::contains).sorted().toList();
    return idleSlots(partitions(admin, prompts), parallelism).map(List::of).orElse(List.of());
  }

  private List<String> missingTopics(Set<String> existing) {
    List<String> wanted = new ArrayList<>();
    if (settings.promptTopics() instanceof PromptTopics.Named named) {
      wanted.addAll(named.names());
    }
    wanted.addAll(settings.outputTopics().all());
    return wanted.stream()
        .filter(topic -> !existing.contains(topic))
        .map(topic -> "topic " + topic + " must exist on " + settings.bootstrapServers())
        .toList();
  }

  private List<String> tooSmall(Admin admin, List<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(topics.stream().map(StartupChecks::resource).toList()).all());
    Map<String, Long> limits = new TreeMap<>();
    configs.forEach(
        (topic, config) ->
            limits.put(
                topic.name(),
                Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
    long needed = settings.maxRecordSize().getBytes();
    return limits.entrySet().stream()
        .filter(limit -> limit.getValue() < needed)
        .map(
            limit ->
                "max-record-size must be at most max.message.bytes of topic "
                    + limit.getKey()
                    + ", which is "
                    + limit.getValue()
                    + ", got "
                    + needed)
        .toList();
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

  private <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Properties adminProperties() {
    Properties properties = settings.properties().forAdmin();
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    // Else closing the client waits for its open calls, a minute by default.
    String limit = Long.toString(deadline.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
    return properties;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return cause.getMessage() == null ? "no answer" : cause.getMessage();
  }
}
