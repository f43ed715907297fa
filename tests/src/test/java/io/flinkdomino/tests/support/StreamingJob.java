package io.flinkdomino.tests.support;

import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.local.LocalCluster;
import io.flinkdomino.job.options.JobSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The streaming job on a cluster of its own in this JVM, as {@code run} starts it. */
public final class StreamingJob implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final LocalCluster cluster;
  private final JobID job;

  private StreamingJob(LocalCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  /**
   * Starts it with the bundled models and waits until it runs.
   *
   * @param slots task slots and parallelism
   * @param options what differs from the defaults
   */
  public static StreamingJob start(Topics topics, int slots, Map<String, String> options)
      throws Exception {
    Map<String, String> all = options(topics, slots);
    all.putAll(options);
    if (all.containsKey("prompt-topic-pattern")) {
      all.remove("prompt-topics");
    }
    JobSettings settings = JobSettings.validate(Configuration.fromMap(all));
    LocalCluster cluster = LocalCluster.start(settings.flink(), slots);
    try {
      StreamExecutionEnvironment environment = cluster.environment(slots);
      KafkaGraph.add(environment, settings);
      JobID job = cluster.submit(environment, "test");
      cluster.awaitRunning(job, DEADLINE);
      return new StreamingJob(cluster, job);
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** What {@code run} needs on these topics. */
  public static Map<String, String> options(Topics topics, int slots) {
    Golden tiny = Golden.tiny();
    Map<String, String> options = new HashMap<>();
    options.put("model", tiny.target().toString());
    options.put("draft", tiny.draft().toString());
    options.put("bootstrap-servers", topics.bootstrapServers());
    options.put("prompt-topics", topics.prompts());
    options.put("completion-topic", topics.completions());
    options.put("metrics-topic", topics.metrics());
    options.put("dead-letter-topic", topics.deadLetters());
    options.put("group-id", topics.group());
    options.put("transactional-id-prefix", topics.group());
    options.put("parallelism", Integer.toString(slots));
    options.put("kv-memory", "256 mb");
    options.put("checkpoint-interval", "200 ms");
    options.put("metrics-window", "500 ms");
    // Else a cluster that closes waits five minutes for whoever asked for a savepoint.
    options.put("flink.rest.async.store-duration", "10 s");
    return options;
  }

  /** Finishes what is in flight, commits, and ends the job. */
  public void drain() throws Exception {
    cluster.drain(job, DEADLINE);
  }

  /** Ends the job at once, prompts in flight and all. */
  public void cancel() throws Exception {
    cluster.cancel(job);
  }

  /** Stops the job with what is in flight in a savepoint, whose path is the answer. */
  public String stopWithSavepoint(String folder) throws Exception {
    return new FlinkRest(cluster.dashboard()).stopWithSavepoint(job, folder, DEADLINE);
  }

  /** How often the job failed and was restarted. */
  public int failures() throws Exception {
    return new FlinkRest(cluster.dashboard()).failures(job);
  }

  /** Everything that the dashboard shows of cluster and job. */
  public String dashboardPages() throws Exception {
    return String.join("\n", new FlinkRest(cluster.dashboard()).pages().values());
  }

  /** The checkpoint it started from. */
  public Optional<String> restoredFrom() {
    return cluster.restoredFrom();
  }

  /** How the job ended; it must have been told to. */
  public JobResult result() throws Exception {
    return cluster.result(job).get();
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
