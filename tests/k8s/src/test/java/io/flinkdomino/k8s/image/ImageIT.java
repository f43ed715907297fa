package io.flinkdomino.k8s.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.k8s.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Dockerfile against the packaged distribution, which is its build context. */
class ImageIT {

  private static final Dockerfile DOCKERFILE =
      Dockerfile.read(Repository.manifests().resolve("Dockerfile"));

  @Test
  void everythingThatIsCopiedIsPackaged() {
    assertThat(DOCKERFILE.copies())
        .filteredOn(copy -> copy.from().isEmpty())
        .isNotEmpty()
        .allSatisfy(
            copy -> {
              Path source = Repository.distribution().resolve(copy.source());
              assertThat(source).exists();
              assertThat(Files.isDirectory(source)).isEqualTo(copy.source().endsWith("/"));
            });
  }
}
