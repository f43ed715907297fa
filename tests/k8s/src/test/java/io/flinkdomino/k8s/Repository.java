package io.flinkdomino.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where things lie in this repository, and what its documents say. */
public final class Repository {

  private static final Path HOME = Path.of(System.getProperty("flinkdomino.home"));
  private static final Path TARGET = HOME.resolve("tests/k8s/target");

  private Repository() {}

  /** The manifests. */
  public static Path manifests() {
    return HOME.resolve("k8s");
  }

  /** The packaged distribution: what the image is made of, and Flink itself. */
  public static Path distribution() {
    return Path.of(System.getProperty("flinkdomino.distribution"));
  }

  /** The demo broker's jars. */
  public static Path brokerLib() {
    return distribution().resolve("demo/broker");
  }

  /** Flink's jars that the job does not need, but its image has. */
  public static Path flinkExtras() {
    return TARGET.resolve("flink");
  }

  /** The operator's definition of FlinkDeployment. */
  public static Path crd() {
    return TARGET.resolve("crd/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml");
  }

  /** Folders {@code target} and {@code draft} of the bundled models. */
  public static Path models() {
    return distribution().resolve("demo/models/bundled");
  }

  /** Options in the generated table. */
  public static Set<String> documentedOptions() {
    return matches(HOME.resolve("docs/options.md"), "(?m)^\\| `([a-z-]+)` \\|");
  }

  /** Resources that the README of the manifests asks the user for, as {@code Kind name}. */
  public static Set<String> providedResources() {
    return matches(manifests().resolve("README.md"), "(?m)^\\| ([A-Z][A-Za-z]+ `[a-z-]+`) \\|")
        .stream()
        .map(match -> match.replace("`", ""))
        .collect(Collectors.toSet());
  }

  /** Images that the README of the manifests builds. */
  public static Set<String> builtImages() {
    return matches(manifests().resolve("README.md"), "docker build [^\\n]*-t ([^ \\n]+)");
  }

  private static Set<String> matches(Path file, String pattern) {
    return Pattern.compile(pattern)
        .matcher(read(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  /** The lines of a file. */
  public static List<String> lines(Path file) {
    return read(file).lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
