package io.flinkdomino.k8s.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.k8s.Repository;
import io.flinkdomino.k8s.image.Dockerfile.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Dockerfile does with the packaged distribution, done in a folder in place of an image.
 */
class ImageIT {

  private static final Dockerfile DOCKERFILE =
      Dockerfile.read(Repository.manifests().resolve("Dockerfile"));

  @TempDir private Path root;

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

  @Test
  void buildUnpacksNativesForAnyUserAndAnswersPrompt() throws Exception {
    layOut();

    assertThat(runStep()).isZero();

    Path natives = root.resolve("opt/djl");
    assertThat(files(natives))
        .anyMatch(file -> file.endsWith("libtorch_cpu.so"))
        .anyMatch(file -> file.endsWith("libdjl_torch.so"))
        .anyMatch(file -> file.endsWith("libtokenizers.so"));
    for (String file : files(root.resolve("opt/djl"))) {
      assertThat(Files.getPosixFilePermissions(Path.of(file)))
          .as(file)
          .contains(PosixFilePermission.OTHERS_READ);
    }

    Map<String, FileTime> unpacked = times(natives);
    assertThat(runStep()).isZero();
    assertThat(times(natives)).as("a second start writes nothing there").isEqualTo(unpacked);
  }

  private void layOut() throws IOException {
    // What Flink's image has in its lib folder.
    copy(Repository.distribution().resolve("flink"), root.resolve("opt/flink/lib"));
    for (Copy copy : DOCKERFILE.copies()) {
      if (copy.from().isEmpty()) {
        copy(Repository.distribution().resolve(copy.source()), inImage(copy.target()));
      }
    }
  }

  private Path inImage(String path) {
    return root.resolve(path.substring(1));
  }

  private static void copy(Path source, Path target) throws IOException {
    if (!Files.isDirectory(source)) {
      Files.createDirectories(target.getParent());
      Files.copy(source, target);
      return;
    }
    Files.createDirectories(target);
    try (Stream<Path> entries = Files.list(source)) {
      for (Path entry : entries.toList()) {
        copy(entry, target.resolve(entry.getFileName().toString()));
      }
    }
  }

  private int runStep() throws IOException, InterruptedException {
    String command =
        DOCKERFILE
            .all("RUN")
            .get(0)
            .arguments()
            .replaceAll("(?<![\\w.])/(opt|tmp)/", root + "/$1/");
    ProcessBuilder step = new ProcessBuilder("sh", "-c", command);
    step.redirectErrorStream(true);
    Map<String, String> variables = new HashMap<>(DOCKERFILE.environment("flink"));
    variables.replaceAll((name, value) -> value.startsWith("/") ? root + value : value);
    step.environment().putAll(variables);
    step.environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (old, own) -> own + ":" + old);
    step.redirectOutput(root.resolve("build.log").toFile());
    Process process = step.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toString).toList();
    }
  }

  private static Map<String, FileTime> times(Path folder) throws IOException {
    Map<String, FileTime> times = new HashMap<>();
    for (String file : files(folder)) {
      times.put(file, Files.getLastModifiedTime(Path.of(file)));
    }
    return times;
  }
}
