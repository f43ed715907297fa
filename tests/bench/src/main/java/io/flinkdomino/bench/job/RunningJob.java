package io.flinkdomino.bench.job;

import io.flinkdomino.bench.engine.Speed;
import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.job.graph.KafkaGraph;
import io.flinkdomino.job.local.LocalCluster;
import io.flinkdomino.job.options.JobSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, a cluster of one slot in this JVM, and the streaming job on them. One thread. */
final class RunningJob implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration ROUND_LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int PARTITIONS = 4;
  private static final String PROMPTS = "prompts";
  private static final TopicPartition COMPLETIONS = new TopicPartition("completions", 0);

  private final DemoBroker broker;
  private final LocalCluster cluster;
  private final JobID job;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private RunningJob(DemoBroker broker, LocalCluster cluster, JobID job) {
    Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
    this.broker = broker;
    this.cluster = cluster;
    this.job = job;
    this.producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(COMPLETIONS));
  }

  /**
   * Starts all of it and waits until the job runs.
   *
   * @param sequences most that decode at once
   * @param folder empty, for the broker's data
   */
  static RunningJob start(Variant variant, int sequences, Path folder) throws Exception {
    Path lib = Repository.root().resolve("job/demo-broker/target/lib");
    DemoBroker broker = DemoBroker.start(lib, folder, START_LIMIT);
    broker.createTopic(PROMPTS, PARTITIONS, Map.of());
    for (String topic : List.of(COMPLETIONS.topic(), "acceptance-metrics", "dead-letters")) {
      broker.createTopic(topic, 1, Map.of());
    }
    JobSettings settings =
        JobSettings.validate(
            Configuration.fromMap(options(variant, sequences, broker.bootstrapServers())));
    LocalCluster cluster = LocalCluster.start(settings.flink(), 1);
    StreamExecutionEnvironment environment = cluster.environment(1);
    KafkaGraph.add(environment, settings);
    JobID job = cluster.submit(environment, "benchmark");
    cluster.awaitRunning(job, START_LIMIT);
    return new RunningJob(broker, cluster, job);
  }

  private static Map<String, String> options(Variant variant, int sequences, String servers) {
    Map<String, String> options = new HashMap<>();
    options.put("model", variant.target().toString());
    options.put("draft", variant.draft().text());
    options.put("bootstrap-servers", servers);
    options.put("parallelism", "1");
    options.put("max-batch", Integer.toString(sequences));
    return options;
  }

  /**
   * Sends prompts and waits for their completions. The clock runs from the first prompt's way into
   * Kafka to the last completion's way out of it, committed or not: when a transaction ends is a
   * matter of the checkpoint interval, not of speed.
   *
   * @param tokens that each of them decodes
   */
  Speed round(List<String> prompts, int tokens) throws Exception {
    consumer.seekToEnd(List.of(COMPLETIONS));
    consumer.position(COMPLETIONS); // the seek happens now, not at the next poll
    long start = System.nanoTime();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      byte[] value = prompts.get(i).getBytes(StandardCharsets.UTF_8);
      sent.add(producer.send(new ProducerRecord<>(PROMPTS, i % PARTITIONS, null, value)));
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
    int seen = 0;
    while (seen < prompts.size()) {
      seen += consumer.poll(POLL).count();
      if (System.nanoTime() - start > ROUND_LIMIT.toNanos()) {
        throw new IllegalStateException(
            seen + " of " + prompts.size() + " prompts answered within " + ROUND_LIMIT);
      }
    }
    return new Speed((long) tokens * prompts.size(), System.nanoTime() - start, 1);
  }

  /** See {@link EngineIdle#share}. */
  double idleShare() throws Exception {
    return EngineIdle.share(cluster.dashboard(), job);
  }

  @Override
  public void close() throws IOException {
    producer.close();
    consumer.close();
    try {
      cluster.cancel(job);
      cluster.close();
    } catch (Exception e) {
      throw new IOException("closing the cluster failed", e);
    } finally {
      broker.close();
    }
  }
}
