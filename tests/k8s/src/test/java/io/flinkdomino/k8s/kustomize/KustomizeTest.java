package io.flinkdomino.k8s.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.flinkdomino.k8s.Repository;
import io.flinkdomino.k8s.manifest.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {

  private static final Path FILE = Path.of("base/kustomization.yaml");
  private static final String HEAD =
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

  @ParameterizedTest
  @FieldSource("io.flinkdomino.k8s.manifest.Checks#OVERLAYS")
  void rendersWhatKubectlRenders(Path overlay) throws Exception {
    assumeTrue(kubectlIsThere(), "kubectl is not on the PATH: nothing to compare with");
    assertThat(List.<JsonNode>copyOf(new Kustomize(Checks.committed()).render(overlay)))
        .containsExactlyInAnyOrderElementsOf(kubectl(overlay));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"images", "namespace", "configMapGenerator", "components", "namePrefix", "patch"})
  void refusesOtherFeaturesByName(String feature) {
    assertThatThrownBy(() -> render(HEAD + feature + ": []\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(feature);
  }

  @Test
  void refusesPatchThatMatchesNothing() {
    String kustomization =
        HEAD
            + "resources: [service-account.yaml]\n"
            + "patches: [{path: ../overlays/local/volumes.yaml, target: {kind: Secret}}]\n";
    assertThatThrownBy(() -> render(kustomization)).hasMessageContaining("matches no resource");
  }

  @Test
  void refusesListsInStrategicMerges() {
    String kustomization =
        HEAD + "resources: [network-policy.yaml]\npatches: [{path: network-policy.yaml}]\n";
    assertThatThrownBy(() -> render(kustomization)).hasMessageContaining("strategic merge");
  }

  @Test
  void refusesResourcesOfOneName() {
    assertThatThrownBy(() -> render(HEAD + "resources: [state-volume.yaml, state-volume.yaml]\n"))
        .hasMessageContaining("must differ");
  }

  private static void render(String kustomization) {
    new Kustomize(Checks.committed().with(FILE, ManifestFiles.parse(kustomization)))
        .render(Path.of("base"));
  }

  private static boolean kubectlIsThere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  private static List<JsonNode> kubectl(Path overlay) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "kubectl", "kustomize", Repository.manifests().resolve(overlay).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    List<JsonNode> resources =
        yaml.readerFor(JsonNode.class).<JsonNode>readValues(process.getInputStream()).readAll();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return resources;
  }
}
