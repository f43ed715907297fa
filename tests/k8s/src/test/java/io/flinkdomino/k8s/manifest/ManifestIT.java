package io.flinkdomino.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.k8s.kustomize.Kustomize;
import io.flinkdomino.k8s.kustomize.ManifestFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ManifestIT {

  private static final ManifestCheck CHECK = Checks.create();

  @ParameterizedTest
  @FieldSource("io.flinkdomino.k8s.manifest.Checks#OVERLAYS")
  void everyOverlayIsSound(Path overlay) {
    assertThat(CHECK.problems(Checks.render(overlay))).isEmpty();
  }

  @Test
  void overlaysCombineAsTheReadmeSays() {
    Path folder = Path.of("overlays/mine");
    ManifestFiles files =
        Checks.committed()
            .with(
                folder.resolve("kustomization.yaml"),
                ManifestFiles.parse(
                    """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources:
                      - ../gpu
                      - ../ha/role.yaml
                      - ../ha/role-binding.yaml
                    patches:
                      - path: ../ha/flink-deployment.yaml
                      - path: ../ha/network-policy.yaml
                        target: {kind: NetworkPolicy, name: flink-domino}
                    """));
    Rendered combined = new Rendered(new Kustomize(files).render(folder));

    assertThat(CHECK.problems(combined)).isEmpty();
    assertThat(combined.flinkConfiguration().path("external-resources").asText()).isEqualTo("gpu");
    assertThat(combined.flinkConfiguration().path("high-availability.type").asText())
        .isEqualTo("kubernetes");
  }

  @ParameterizedTest
  @FieldSource("io.flinkdomino.k8s.manifest.Checks#OVERLAYS")
  void podsMayDoNoMoreThanTheyNeed(Path overlay) throws Exception {
    ObjectNode deployment = Checks.render(overlay).deployment();
    JsonNode pod = deployment.at("/spec/podTemplate/spec");
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"runAsNonRoot": true, "runAsUser": 9999, "runAsGroup": 9999, "fsGroup": 9999,
                 "fsGroupChangePolicy": "OnRootMismatch", "seccompProfile": {"type": "RuntimeDefault"}}
                """);
    assertThat(pod.path("securityContext")).isEqualTo(expected);
    assertThat(pod.at("/containers/0/securityContext"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
                     "capabilities": {"drop": ["ALL"]}}
                    """));
    assertThat(pod.path("automountServiceAccountToken").asBoolean())
        .isEqualTo(overlay.endsWith("ha"));
    assertThat(deployment.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
  }

  @ParameterizedTest
  @FieldSource("io.flinkdomino.k8s.manifest.Checks#OVERLAYS")
  void modelsAreMountedReadOnly(Path overlay) {
    assertThat(Volumes.mounts(Checks.render(overlay)))
        .filteredOn(mount -> mount.path("mountPath").asText().equals("/models"))
        .singleElement()
        .matches(mount -> mount.path("readOnly").asBoolean());
  }

  @ParameterizedTest
  @FieldSource("io.flinkdomino.k8s.manifest.Checks#OVERLAYS")
  void roleIsThereForLeaderElectionOnly(Path overlay) {
    assertThat(Checks.render(overlay).all("Role")).hasSize(overlay.endsWith("ha") ? 1 : 0);
  }
}
