package io.flinkdomino.bench.workload;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that is measured. */
public final class Repository {

  private Repository() {}

  /**
   * Its root: the nearest folder, from the current one upwards, with the Maven wrapper.
   *
   * @throws IllegalStateException outside of a checkout
   */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "a benchmark must run inside the checkout, got " + start + ": no folder above has mvnw");
  }
}
