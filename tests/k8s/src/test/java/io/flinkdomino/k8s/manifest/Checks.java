package io.flinkdomino.k8s.manifest;

import io.flinkdomino.k8s.Repository;
import io.flinkdomino.k8s.image.Dockerfile;
import io.flinkdomino.k8s.kustomize.Kustomize;
import io.flinkdomino.k8s.kustomize.ManifestFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The check of the manifests of this repository, and what it is applied to. */
public final class Checks {

  /** What a user may render. */
  public static final List<Path> OVERLAYS =
      List.of(
          Path.of("base"),
          Path.of("overlays/local"),
          Path.of("overlays/gpu"),
          Path.of("overlays/ha"));

  private Checks() {}

  /** The manifests as they are committed. */
  public static ManifestFiles committed() {
    return ManifestFiles.below(Repository.manifests());
  }

  /** The resources of one overlay. */
  public static Rendered render(Path overlay) {
    return new Rendered(new Kustomize(committed()).render(overlay));
  }

  /** The check against the packaged job, the Dockerfile and the README of this repository. */
  public static ManifestCheck create() {
    Path packaged = Repository.distribution();
    PackagedJob job =
        PackagedJob.open(
            packaged.resolve("job"),
            packaged.resolve("lib"),
            packaged.resolve("flink"),
            Repository.flinkExtras());
    Mounts mounts =
        new Mounts(
            Map.of("/models", Repository.models(), "/etc/flink-domino/kafka", clientProperties()));
    return new ManifestCheck(
        CrdSchema.read(Repository.crd()),
        job,
        new JobArguments(job, Repository.documentedOptions(), mounts),
        new ImageContents(
            Repository.builtImages(),
            Dockerfile.read(Repository.manifests().resolve("Dockerfile")).copiedFiles()),
        Repository.providedResources());
  }

  private static Path clientProperties() {
    try {
      Path folder = Files.createTempDirectory("kafka-client-");
      Path file = Files.writeString(folder.resolve("client.properties"), "security.protocol=SSL\n");
      file.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
