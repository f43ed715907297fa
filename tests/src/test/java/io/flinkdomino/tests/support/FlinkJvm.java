package io.flinkdomino.tests.support;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What every JVM that runs Flink here is started with. */
final class FlinkJvm {

  /** What Flink's own scripts pass on JDK 17. */
  static final List<String> FLAGS =
      Stream.concat(
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

  /** Everything at INFO, to standard error. */
  static final String LOG_AT_INFO =
      "-Dlog4j2.configurationFile="
          + Path.of("target/test-classes/log4j2-info.properties").toAbsolutePath();

  private FlinkJvm() {}

  /** A program of the JDK that runs the tests. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
