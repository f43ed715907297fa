package io.flinkdomino.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's {@code conf/config.yaml}, read as Flink reads it. */
class ClusterConfigurationTest {

  private static final Path FOLDER = Path.of("../job/dist/src/main/dist/conf");

  /** Of the reporter and of Flink's GPU driver, which have no options among Flink's own. */
  private static final Set<String> OF_PLUGINS =
      Set.of("metrics.reporter.prom.port", "external-resource.gpu.param.discovery-script.path");

  @TempDir Path folder;

  @Test
  void everyKeyIsKnownToFlinkAndItsValueReadable() {
    assertKnown(GlobalConfiguration.loadConfiguration(FOLDER.toString()));
  }

  @Test
  void settingsToSwitchOnAreKnownToo() throws IOException {
    Configuration all = withEverythingSwitchedOn();

    assertKnown(all);
    assertThat(all.get(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST)).containsExactly("gpu");
    assertThat(all.toMap())
        .containsEntry("external-resource.gpu.amount", "1")
        .containsKey("execution.checkpointing.dir");
  }

  @Test
  void nothingListensBeyondThisMachineAndMetricsGoToPrometheus() {
    Map<String, String> settings = GlobalConfiguration.loadConfiguration(FOLDER.toString()).toMap();

    assertThat(settings)
        .containsEntry("rest.bind-address", "localhost")
        .containsEntry("jobmanager.bind-host", "localhost")
        .containsEntry("taskmanager.bind-host", "localhost")
        .containsEntry(
            "metrics.reporter.prom.factory.class", PrometheusReporterFactory.class.getName());
  }

  private static void assertKnown(Configuration configuration) {
    Map<String, ConfigOption<?>> known = FlinkOptions.all("prom", "gpu");
    assertThat(configuration.keySet())
        .isNotEmpty()
        .allSatisfy(
            key -> {
              if (!OF_PLUGINS.contains(key)) {
                assertThat(known).containsKey(key);
                assertThat(configuration.getOptional(known.get(key))).as(key).isNotNull();
              }
            });
  }

  /** A line with # and no single space behind it is a setting. */
  private Configuration withEverythingSwitchedOn() throws IOException {
    String yaml = Files.readString(FOLDER.resolve("config.yaml"));
    Files.writeString(
        folder.resolve("config.yaml"),
        yaml.replaceAll("(?m)^#(?=\\S)", "")
            .replaceAll("(?m)^#(  +)", "$1")
            .replaceAll("(?m)^( +)#(?=\\S)", "$1"));
    return GlobalConfiguration.loadConfiguration(folder.toString());
  }
}
