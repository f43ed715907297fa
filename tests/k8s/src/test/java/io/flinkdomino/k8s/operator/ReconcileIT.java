package io.flinkdomino.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.flinkdomino.k8s.manifest.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the real operator makes of each overlay. */
class ReconcileIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ParameterizedTest
  @FieldSource("io.flinkdomino.k8s.manifest.Checks#OVERLAYS")
  void podsAreAsTheManifestSays(Path overlay) {
    try (ApiServer api = ApiServer.start()) {
      api.apply(Checks.render(overlay), Map.of());
      try (Operator operator = Operator.start(1)) {
        Deployment jobManager = awaitDeployment(api, "flink-domino");
        Deployment taskManager = awaitDeployment(api, "flink-domino-taskmanager");

        assertThat(jobManager.getSpec().getReplicas()).isEqualTo(overlay.endsWith("ha") ? 2 : 1);
        assertThat(taskManager.getSpec().getReplicas())
            .isEqualTo(overlay.endsWith("local") ? 1 : 2);
        // What the network policy selects.
        assertThat(List.of(jobManager, taskManager))
            .allSatisfy(
                deployment ->
                    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/name", "flink-domino"));
        assertIsConfined(pod(jobManager));
        assertIsConfined(pod(taskManager));
        assertThat(container(jobManager).getArgs())
            .startsWith("standalone-job", "--job-classname", "io.flinkdomino.job.GenerateJob")
            .containsSubsequence("run", "--config", "/etc/flink-domino/job/job.yaml");
        // The operator hides it in standalone mode.
        assertThat(container(jobManager).getVolumeMounts())
            .extracting(VolumeMount::getMountPath)
            .contains("/opt/flink/usrlib");
        assertThat(container(taskManager).getResources().getLimits().get("nvidia.com/gpu"))
            .isEqualTo(overlay.endsWith("gpu") ? new Quantity("1") : null);
        assertThat(operator).isNotNull();
      }
    }
  }

  private static void assertIsConfined(PodSpec pod) {
    assertThat(pod.getServiceAccountName()).isEqualTo("flink-domino");
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(9999L);
    Container container = pod.getContainers().get(0);
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getLivenessProbe()).isNotNull();
    assertThat(container.getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .contains("/models", "/state", "/tmp", "/opt/flink/log", "/opt/flink/conf");
  }

  private static PodSpec pod(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec();
  }

  private static Container container(Deployment deployment) {
    return pod(deployment).getContainers().get(0);
  }

  private static Deployment awaitDeployment(ApiServer api, String name) {
    return await()
        .atMost(LIMIT)
        .until(() -> api.client().apps().deployments().withName(name).get(), Objects::nonNull);
  }
}
