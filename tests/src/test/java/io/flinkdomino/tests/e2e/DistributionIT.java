package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.tests.support.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users unpack: each class once, natives outside the job jar, licences listed. */
class DistributionIT {

  /** Artifacts inside the job jar, each by a class of its own. */
  private static final Map<String, String> IN_JOB_JAR =
      Map.of(
          "avro", "org/apache/avro/Schema.class",
          "flink-connector-base", "org/apache/flink/connector/base/DeliveryGuarantee.class",
          "flink-connector-kafka", "org/apache/flink/connector/kafka/sink/KafkaSink.class",
          "kafka-clients", "org/apache/kafka/clients/producer/KafkaProducer.class",
          "picocli", "picocli/CommandLine.class");

  private static final Pattern LISTED =
      Pattern.compile("\\(([\\w.-]+):([\\w.-]+):([\\w.-]+) - [^)]*\\)$");

  @Test
  void everyDependencyIsListedWithItsLicenceAndInOnePlace() throws IOException {
    Set<String> expected = new HashSet<>(IN_JOB_JAR.keySet());
    Set<String> files = new HashSet<>();
    Set<String> elsewhere = new HashSet<>();
    for (Path jar : jars("lib", "flink")) {
      files.add(jar.getFileName().toString());
    }
    for (String line : Files.readAllLines(Distribution.home().resolve("THIRD-PARTY.txt"))) {
      Matcher listed = LISTED.matcher(line);
      if (listed.find()) {
        String start = listed.group(2) + "-" + listed.group(3);
        assertThat(line).doesNotContain("Unknown");
        if (!files.removeIf(file -> file.matches(Pattern.quote(start) + "(-[a-z0-9_-]+)?\\.jar"))) {
          elsewhere.add(listed.group(2));
        }
      }
    }
    assertThat(elsewhere).isEqualTo(expected);
    assertThat(files)
        .as("jars without a licence")
        .allMatch(file -> file.startsWith("flink-domino-model-runtime-"));
    assertThat(entries(Distribution.jobJar())).containsAll(IN_JOB_JAR.values());
  }

  @Test
  void everyClassIsInOneJar() throws IOException {
    Map<String, Path> seen = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (Path jar :
        Stream.concat(jars("lib", "flink").stream(), Stream.of(Distribution.jobJar())).toList()) {
      for (String entry : entries(jar)) {
        if (entry.endsWith(".class")
            && !entry.matches("META-INF/.*|(.*/)?(module|package)-info.class")) {
          Path other = seen.put(entry, jar);
          if (other != null) {
            twice.add(other.getFileName() + " and " + jar.getFileName());
          }
        }
      }
    }
    assertThat(twice).isEmpty();
    assertThat(seen).containsKeys("io/flinkdomino/job/GenerateJob.class", "ai/djl/Device.class");
  }

  @Test
  void nativesLoadOnceBecauseNoneIsInTheJobJar() throws IOException {
    Pattern natives = Pattern.compile("\\.(so|dll|dylib|jnilib)$");

    assertThat(entries(Distribution.jobJar())).noneMatch(name -> natives.matcher(name).find());
    assertThat(entries(Distribution.jobJar()))
        .noneMatch(name -> name.startsWith("io/flinkdomino/runtime/"));
    assertThat(jars("lib"))
        .extracting(jar -> jar.getFileName().toString())
        .anyMatch(name -> name.startsWith("pytorch-native-"));
  }

  @Test
  void launcherJobAndLicencesAreWhereTheDocumentationSays() throws IOException {
    Path home = Distribution.home();
    assertThat(home.resolve("bin/flink-domino")).isExecutable();
    for (String file :
        List.of(
            "LICENSE",
            "NOTICE",
            "conf/log4j2.properties",
            "examples/README.md",
            "demo/broker/THIRD-PARTY.txt")) {
      assertThat(home.resolve(file)).isNotEmptyFile();
    }
    try (JarFile job = new JarFile(Distribution.jobJar().toFile())) {
      assertThat(job.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.flinkdomino.job.GenerateJob");
    }
  }

  private static List<Path> jars(String... folders) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(Distribution.home().resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    return jars;
  }

  private static Set<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
    }
  }
}
