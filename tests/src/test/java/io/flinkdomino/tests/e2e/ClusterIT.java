package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.FailOncePartitioner;
import io.flinkdomino.tests.support.FlinkCluster;
import io.flinkdomino.tests.support.FlinkProcess;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job on a cluster of separate JVMs, two TaskManagers of two slots. */
@ExtendWith(SharedBroker.class)
@Timeout(300)
class ClusterIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS = 2;
  private static final int RESUBMISSIONS = 3;
  private static final String JOB_CLASS_LOADER = "org.apache.flink.util.ChildFirstClassLoader";

  /** The failure is no part of the packaged job. */
  private static final URI TEST_CLASSES = Path.of("target/test-classes").toUri();

  private static final String TENSOR = "ai.djl.pytorch.engine.PtNDArray";

  /** What the KV caches of one job take in a TaskManager. */
  private static final long KV_BYTES = SLOTS * (192L << 20);

  /** What a TaskManager holds while no job runs. */
  private record Footprint(long tensors, long residentBytes) {}

  @TempDir Path folder;

  private final Map<SourcePosition, Prompt> sent = new HashMap<>();

  @Test
  void packagedJobIsCancelledResubmittedAndFailedAndLeavesNothingBehind(DemoBroker broker)
      throws Exception {
    Topics topics = Topics.create(broker, "cluster", 8);
    try (FlinkCluster cluster = FlinkCluster.start(folder, TASK_MANAGERS, SLOTS)) {
      JobID first = submit(cluster, topics);
      assertThat(new HashSet<>(cluster.awaitRunning(first))).hasSize(TASK_MANAGERS);
      answer(topics, Workload.mixed(120));
      cluster.cancel(first);
      List<Footprint> before = withoutJob(cluster);

      for (int i = 1; i <= RESUBMISSIONS; i++) {
        JobID next = submit(cluster, topics);
        cluster.awaitRunning(next);
        answer(topics, Workload.valid(1_000 * i, 40));
        cluster.cancel(next);
      }
      assertNothingGrew(before, withoutJob(cluster));

      JobID failing = submit(cluster, topics);
      cluster.awaitRunning(failing);
      FailOncePartitioner.arm(failure(), topics.completions());
      answer(topics, Workload.valid(5_000, 40));
      assertThat(FailOncePartitioner.hasFailed(failure())).isTrue();
      await().atMost(DEADLINE).until(() -> cluster.failures(failing) == 1); // REST answers lag
      cluster.cancel(failing);
      assertNothingGrew(before, withoutJob(cluster));

      for (FlinkProcess taskManager : cluster.taskManagers()) {
        assertThat(taskManager.linesWith("models loaded")).isEqualTo(1);
        assertThat(taskManager.output()).doesNotContain("already loaded in another classloader");
      }
    }
    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(sent.values()));
  }

  private void answer(Topics topics, List<Prompt> prompts) throws Exception {
    sent.putAll(topics.produce(prompts));
    topics.awaitAnswers(sent.size(), DEADLINE);
  }

  /** Once the classes of every job are gone. */
  private static List<Footprint> withoutJob(FlinkCluster cluster) throws Exception {
    List<Footprint> footprints = new ArrayList<>();
    for (FlinkProcess taskManager : cluster.taskManagers()) {
      await()
          .atMost(DEADLINE)
          .untilAsserted(() -> assertThat(taskManager.liveObjects(JOB_CLASS_LOADER)).isZero());
      footprints.add(new Footprint(taskManager.liveObjects(TENSOR), taskManager.residentBytes()));
    }
    return footprints;
  }

  /**
   * The weights stay, and the allocator keeps up to 170 MB of what it got over the first five jobs
   * (measured over 14, the last nine within 1 MB); the caches of three or four jobs would be more.
   */
  private static void assertNothingGrew(List<Footprint> before, List<Footprint> after) {
    for (int i = 0; i < before.size(); i++) {
      assertThat(before.get(i).tensors()).as("weights").isPositive();
      assertThat(after.get(i).tensors()).isEqualTo(before.get(i).tensors());
      assertThat(after.get(i).residentBytes() - before.get(i).residentBytes()).isLessThan(KV_BYTES);
    }
  }

  private Path failure() {
    return folder.resolve("failure");
  }

  private JobID submit(FlinkCluster cluster, Topics topics) throws Exception {
    Map<String, String> options = StreamingJob.options(topics, SLOTS);
    options.put("kv-memory", KV_BYTES / SLOTS + " b");
    // These come from flink run and from the cluster here.
    options.remove("parallelism");
    options.remove("checkpoint-interval");
    options.keySet().removeIf(key -> key.startsWith("flink."));
    options.putAll(FailOncePartitioner.options(failure()));
    Path client = Files.writeString(folder.resolve("client.properties"), "client.rack=here");
    options.put("kafka-properties", client.toString());
    List<String> arguments = new ArrayList<>(List.of("run"));
    options.forEach((name, value) -> arguments.addAll(List.of("-D", name + "=" + value)));
    String parallelism = Integer.toString(TASK_MANAGERS * SLOTS);
    return cluster.run(List.of("-p", parallelism, "-C", TEST_CLASSES.toString()), arguments);
  }
}
