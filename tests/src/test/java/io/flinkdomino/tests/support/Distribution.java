package io.flinkdomino.tests.support;

import java.nio.file.Path;

/** The folder that users unpack, as the build has made it. */
public final class Distribution {

  private static final Path HOME = Path.of(System.getProperty("flinkdomino.dist")).normalize();

  private Distribution() {}

  public static Path home() {
    return HOME;
  }

  /** What {@code flink run} and application mode take. */
  public static Path jobJar() {
    return HOME.resolve("job/flink-domino-job.jar");
  }

  /** The example programs and what they need. */
  static String examplesClassPath() {
    Path examples = HOME.resolve("examples");
    return examples.resolve("flink-domino-examples.jar") + ":" + examples.resolve("lib/*");
  }

  /** A Flink installation with {@code lib/} added to its own. */
  static String flinkClassPath() {
    return HOME.resolve("flink").resolve("*") + ":" + HOME.resolve("lib").resolve("*");
  }

  /** What the launcher runs. */
  static String classPath() {
    return flinkClassPath() + ":" + jobJar();
  }
}
