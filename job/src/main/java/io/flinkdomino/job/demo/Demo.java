package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.local.LocalCluster;
import io.flinkdomino.job.local.ModelCheck;
import io.flinkdomino.job.local.StopSignal;
import io.flinkdomino.job.local.TemporaryFolder;
import io.flinkdomino.job.options.DemoSettings;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.PromptTopics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.ObjIntConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole thing on one machine: a Kafka broker, a Flink cluster, the job with drafting and, to
 * compare, the same job without. Everything shown is read back from Kafka.
 */
public final class Demo {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(30);
  private static final int PARTITIONS_PER_SLOT = 4;
  private static final int JOBS = 2;

  private final Path home;
  private final PrintStream out;

  /**
   * A demo of a distribution.
   *
   * @param home the distribution's folder
   * @param out talks to the user
   */
  public Demo(Path home, PrintStream out) {
    this.home = home;
    this.out = out;
  }

  /** The folder of the bundled models and their prompts. */
  public static Path bundledModels(Path home) {
    return home.resolve("demo/models/bundled");
  }

  /** The folder of the broker's jars, and of Kafka's console tools. */
  static Path brokerLib(Path home) {
    return home.resolve("demo/broker");
  }

  /**
   * Runs to the end, or with {@code keep} until Ctrl-C.
   *
   * @throws IllegalStateException if tokens or counts do not agree
   * @throws Exception if a part failed
   */
  public void run(DemoSettings settings) throws Exception {
    ModelCheck.run(settings.model(), settings.flink());
    DemoPrompts prompts =
        DemoPrompts.read(settings.prompts().orElse(bundledModels(home).resolve("prompts.jsonl")));
    out.println("Starting a Kafka broker and a Flink cluster ...");
    try (StopSignal signal = StopSignal.register();
        TemporaryFolder folder = TemporaryFolder.create();
        DemoBroker broker =
            DemoBroker.start(brokerLib(home), folder.path(), settings.brokerPort(), START_LIMIT);
        LocalCluster cluster =
            LocalCluster.start(settings.flink(), JOBS * settings.flink().parallelism())) {
      Thread main = Thread.currentThread();
      signal.onSignal(main::interrupt);
      play(settings, prompts, broker, cluster);
    } catch (InterruptedException e) {
      out.println("Stopped.");
    }
  }

  private void play(
      DemoSettings settings, DemoPrompts prompts, DemoBroker broker, LocalCluster cluster)
      throws Exception {
    String servers = broker.bootstrapServers();
    JobSettings drafting = settings.draftingJob(servers);
    JobSettings targetOnly = settings.targetOnlyJob(servers);
    out.println("  broker     " + servers);
    out.println("  dashboard  " + cluster.dashboard());
    JobID draftingJob = start(broker, cluster, drafting, "flink-domino");
    JobID targetOnlyJob = start(broker, cluster, targetOnly, "flink-domino target only");
    WarmUp.run(KafkaGraph.operatorSettings(drafting), prompts);
    WarmUp.run(KafkaGraph.operatorSettings(targetOnly), prompts);

    out.printf("%nSending %d prompts to topic %s.%n%n", prompts.size(), promptTopic(drafting));
    DemoPhase draftingPhase =
        answer(prompts, servers, drafting, (completion, i) -> show(prompts, completion, i));
    out.printf("%nThe same prompts without drafting ...%n");
    DemoPhase targetOnlyPhase = answer(prompts, servers, targetOnly, (completion, i) -> {});
    cluster.cancel(targetOnlyJob);

    DemoSummary summary = DemoSummary.of(draftingPhase, targetOnlyPhase);
    out.println();
    summary.print(out);
    if (settings.summaryFile().isPresent()) {
      summary.write(settings.summaryFile().get());
    }
    if (!summary.holds()) {
      throw new IllegalStateException("the outcomes do not agree, see the summary");
    }
    if (settings.keep()) {
      KeepUp.explain(out, home, cluster.dashboard(), drafting.kafka());
      cluster.result(draftingJob).get(); // until Ctrl-C interrupts
    }
    cluster.cancel(draftingJob);
  }

  private static JobID start(DemoBroker broker, LocalCluster cluster, JobSettings job, String name)
      throws Exception {
    int parallelism = job.flink().parallelism();
    broker.createTopic(promptTopic(job), PARTITIONS_PER_SLOT * parallelism, Map.of());
    for (String topic : job.kafka().outputTopics().all()) {
      broker.createTopic(topic, 1, Map.of());
    }
    StreamExecutionEnvironment environment = cluster.environment(parallelism);
    KafkaGraph.add(environment, job);
    JobID id = cluster.submit(environment, name);
    cluster.awaitRunning(id, START_LIMIT);
    return id;
  }

  private DemoPhase answer(
      DemoPrompts prompts, String servers, JobSettings job, ObjIntConsumer<JsonNode> onCompletion)
      throws Exception {
    OutputCollector collector = new OutputCollector(prompts::completions, onCompletion);
    try (OutputReader reader = new OutputReader(servers, job.kafka().outputTopics())) {
      prompts.send(servers, promptTopic(job));
      long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
      while (!collector.complete(prompts.size())) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              collector.answered() + " of " + prompts.size() + " prompts answered in time");
        }
        int before = collector.answered();
        reader.poll(collector);
        if (collector.answered() > before) {
          out.printf("  ... %d of %d answered%n", collector.answered(), prompts.size());
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return new DemoPhase(prompts.size(), collector);
    }
  }

  private void show(DemoPrompts prompts, JsonNode completion, int index) {
    out.println("> " + prompts.shown(index));
    out.println("  " + completion.path("text").asText("(token ids)"));
  }

  private static String promptTopic(JobSettings job) {
    return ((PromptTopics.Named) job.kafka().promptTopics()).names().get(0);
  }
}
