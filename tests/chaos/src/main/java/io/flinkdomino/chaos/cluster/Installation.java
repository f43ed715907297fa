package io.flinkdomino.chaos.cluster;

import io.flinkdomino.bench.workload.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packaged files that run: the distribution of this checkout, and this module's own jar. */
final class Installation {

  private static final Path ROOT = Repository.root();
  private static final Path HOME =
      Packaged.only(ROOT.resolve("job/dist/target/flink-domino-*"), Files::isDirectory);
  private static final Path OWN = ROOT.resolve("tests/chaos/target/lib");

  private Installation() {}

  /** What {@code flink run} takes. */
  static Path jobJar() {
    return HOME.resolve("job/flink-domino-job.jar");
  }

  /** The broker's jars. */
  static Path brokerLib() {
    return ROOT.resolve("job/demo-broker/target/lib");
  }

  /** Agent and reporter. */
  static Path ownJar() {
    return Packaged.only(OWN.resolve("flink-domino-chaos-*.jar"), Files::isRegularFile);
  }

  /** A Flink installation with {@code lib/} added to its own, and agent and reporter. */
  static String classPath() {
    return Stream.of(
            HOME.resolve("flink/*.jar"),
            HOME.resolve("lib/*.jar"),
            ownJar(),
            OWN.resolve("byte-buddy-*.jar"))
        .flatMap(path -> Packaged.matching(path, Files::isRegularFile).stream())
        .map(Path::toString)
        .reduce((one, other) -> one + ":" + other)
        .orElseThrow();
  }

  /** A program of the JDK that runs this. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** What Flink's own scripts pass on JDK 17. */
  static List<String> flags() {
    return Stream.concat(
            Stream.of(
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"),
            Stream.of(
                    "lang",
                    "lang.reflect",
                    "io",
                    "net",
                    "nio",
                    "text",
                    "time",
                    "util",
                    "util.concurrent",
                    "util.concurrent.atomic",
                    "util.concurrent.locks")
                .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED"))
        .toList();
  }
}
