package io.flinkdomino.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.k8s.Repository;
import io.flinkdomino.k8s.manifest.Checks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.lifecycle.ResourceLifecycleState;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;
import org.apache.flink.kubernetes.operator.api.spec.JobState;
import org.apache.flink.kubernetes.operator.api.status.FlinkDeploymentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overlay for one machine, driven by the real operator through the life of a job. */
class OperatorIT {

  private static final String NAME = "flink-domino";
  private static final Duration LIMIT = Duration.ofSeconds(80);
  private static final int SOME = 20;

  @TempDir private Path folder;

  @Test
  void answersEveryPromptOnceOverRescaleSuspendAndResume() throws Exception {
    int rest = freePort();
    try (DemoBroker broker =
            DemoBroker.start(Repository.brokerLib(), folder.resolve("broker"), LIMIT);
        ApiServer api = ApiServer.start()) {
      for (String topic :
          List.of(
              Traffic.PROMPTS, Traffic.COMPLETIONS, Traffic.DEAD_LETTERS, "acceptance-metrics")) {
        broker.createTopic(topic, 4, Map.of());
      }
      api.apply(Checks.render(Path.of("overlays/local")), settings());
      try (Traffic traffic = Traffic.start(broker.bootstrapServers());
          Kubelet kubelet = Kubelet.start(api.client(), containers(api, broker, rest));
          Operator operator = Operator.start(rest)) {
        drive(api, kubelet, traffic, new FlinkRest(rest));
      }
    }
  }

  private void drive(ApiServer api, Kubelet kubelet, Traffic traffic, FlinkRest flink)
      throws Exception {
    awaitState(api, kubelet, ResourceLifecycleState.STABLE);
    awaitMore(traffic, kubelet);
    assertThat(kubelet.started()).hasSize(2);
    assertThat(flink.parallelism(jobId(api))).containsExactly(1);
    assertThat(flink.savepointAtStart(jobId(api))).isEmpty();

    edit(api, spec -> spec.getJob().setParallelism(2));
    awaitPods(kubelet, 2 + 3);
    awaitState(api, kubelet, ResourceLifecycleState.STABLE);
    awaitMore(traffic, kubelet);
    assertThat(flink.savepointAtStart(jobId(api))).contains("/state/savepoints/savepoint-");
    assertThat(flink.parallelism(jobId(api))).containsExactly(2);

    edit(api, spec -> spec.getJob().setState(JobState.SUSPENDED));
    awaitState(api, kubelet, ResourceLifecycleState.SUSPENDED);
    await().atMost(LIMIT).until(() -> api.client().pods().list().getItems().isEmpty());
    assertNothingIsAnswered(traffic);

    edit(api, spec -> spec.getJob().setState(JobState.RUNNING));
    awaitPods(kubelet, 2 + 3 + 3);
    awaitState(api, kubelet, ResourceLifecycleState.STABLE);
    assertThat(flink.savepointAtStart(jobId(api))).contains("/state/savepoints/savepoint-");
    traffic.end();
    await().atMost(LIMIT).until(() -> traffic.answered().size() >= traffic.sent().size());
    assertThat(traffic.answered()).containsExactlyInAnyOrderElementsOf(traffic.sent());
    assertThat(traffic.deadLetters()).isZero();
  }

  /** Everything answered before is committed and there once; what is sent meanwhile waits. */
  private static void assertNothingIsAnswered(Traffic traffic) {
    int sent = traffic.sent().size();
    List<String> before = traffic.answered();
    assertThat(before).hasSizeGreaterThanOrEqualTo(2 * SOME).doesNotHaveDuplicates();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              assertThat(traffic.answered()).isEqualTo(before);
              return traffic.sent().size() >= sent + SOME;
            });
  }

  /**
   * Shorter checkpoints, with which completions become visible. And what the operator names to
   * Flink over REST: no mount gives that path another meaning for a process than for this machine.
   */
  private Map<String, String> settings() {
    return Map.of(
        "execution.checkpointing.interval",
        "1 s",
        "execution.checkpointing.savepoint-dir",
        folder.resolve("state/savepoints").toUri().toString());
  }

  private FlinkContainer containers(ApiServer api, DemoBroker broker, int rest) throws IOException {
    Map<String, Path> claims =
        Map.of(
            "flink-domino-models", Repository.models(),
            "flink-domino-state", Files.createDirectories(folder.resolve("state")));
    PodVolumes volumes =
        new PodVolumes(
            api.client(), claims, text -> text.replace("kafka:9092", broker.bootstrapServers()));
    return new FlinkContainer(
        volumes,
        folder.resolve("pods"),
        Map.of(
            "rest.port", Integer.toString(rest),
            "rest.bind-port", Integer.toString(rest),
            "rest.address", "localhost",
            "rest.bind-address", "localhost",
            "jobmanager.rpc.address", "localhost",
            "jobmanager.rpc.port", Integer.toString(freePort()),
            "blob.server.port", "0",
            "taskmanager.host", "localhost",
            "taskmanager.rpc.port", "0",
            "metrics.reporter.prom.port", "9249-9300"));
  }

  private static void edit(ApiServer api, Consumer<FlinkDeploymentSpec> change) {
    api.client()
        .resources(FlinkDeployment.class)
        .withName(NAME)
        .edit(
            deployment -> {
              change.accept(deployment.getSpec());
              // An API server counts the changes of a spec.
              var metadata = deployment.getMetadata();
              Long generation = metadata.getGeneration();
              metadata.setGeneration(generation == null ? 2 : generation + 1);
              return deployment;
            });
  }

  private static void awaitState(ApiServer api, Kubelet kubelet, ResourceLifecycleState state) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              kubelet.check();
              ResourceLifecycleState current = status(api).getLifecycleState();
              assertThat(current).isNotEqualTo(ResourceLifecycleState.FAILED);
              return current == state;
            });
  }

  private static FlinkDeploymentStatus status(ApiServer api) {
    return api.client().resources(FlinkDeployment.class).withName(NAME).get().getStatus();
  }

  private static String jobId(ApiServer api) {
    return status(api).getJobStatus().getJobId();
  }

  private static void awaitPods(Kubelet kubelet, int started) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              kubelet.check();
              return kubelet.started().size() >= started;
            });
    assertThat(kubelet.started()).hasSize(started);
  }

  private static void awaitMore(Traffic traffic, Kubelet kubelet) {
    int before = traffic.answered().size();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              kubelet.check();
              return traffic.answered().size() >= before + SOME;
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
