package io.flinkdomino.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.k8s.kustomize.Kustomize;
import io.flinkdomino.k8s.kustomize.ManifestFiles;
import io.flinkdomino.k8s.manifest.Typos.Typo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A typo planted in any node of any manifest is found. */
class TyposIT {

  private static final ManifestCheck CHECK = Checks.create();

  /** Any folder of the state volume is as good as another. */
  private static final List<String> NOT_FOUND =
      List.of(
          "base/flink-deployment.yaml: value of"
              + " /spec/flinkConfiguration/execution.checkpointing.dir",
          "base/flink-deployment.yaml: value of"
              + " /spec/flinkConfiguration/execution.checkpointing.savepoint-dir",
          "overlays/ha/flink-deployment.yaml: value of"
              + " /spec/flinkConfiguration/high-availability.storageDir");

  @Test
  void everyTypoIsFound() {
    ManifestFiles committed = Checks.committed();
    List<String> unnoticed = new ArrayList<>();
    int planted = 0;
    for (Path file : committed.paths()) {
      for (Typo typo : Typos.of(committed.read(file))) {
        planted++;
        if (isSound(committed.with(file, typo.document()), file)) {
          unnoticed.add(file + ": " + typo.place());
        }
      }
    }
    assertThat(unnoticed).containsExactlyInAnyOrderElementsOf(NOT_FOUND);
    assertThat(planted).isGreaterThan(500);
  }

  /** A file of an overlay matters to that overlay, one of the base to all. */
  private static boolean isSound(ManifestFiles files, Path changed) {
    return Checks.OVERLAYS.stream()
        .filter(overlay -> changed.startsWith("base") || changed.startsWith(overlay))
        .allMatch(overlay -> isSoundIn(files, overlay));
  }

  private static boolean isSoundIn(ManifestFiles files, Path overlay) {
    try {
      return CHECK.problems(new Rendered(new Kustomize(files).render(overlay))).isEmpty();
    } catch (RuntimeException e) {
      // Not reported as a problem, but no less red.
      return false;
    }
  }
}
