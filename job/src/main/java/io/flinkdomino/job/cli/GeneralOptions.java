package io.flinkdomino.job.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes besides the options of the job. */
final class GeneralOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      order = 0,
      description = "YAML file of options, such as max-batch: 8. Flags and -D win over it.")
  private @Nullable Path configFile;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      order = 1,
      description =
          "An option by its name. kafka.KEY and flink.KEY set what Kafka's clients and Flink know"
              + " as KEY. A flag wins over it.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 2,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli needs the field, nobody its value
  private boolean help;

  Optional<Path> configFile() {
    return Optional.ofNullable(configFile);
  }

  Map<String, String> properties() {
    return properties;
  }
}
