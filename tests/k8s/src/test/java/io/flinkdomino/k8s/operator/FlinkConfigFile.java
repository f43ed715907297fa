package io.flinkdomino.k8s.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of one Flink process.
 *
 * <p>The operator of this test writes Flink 1's {@code flink-conf.yaml}; from 1.11 on it writes
 * {@code config.yaml}, which is all that Flink 2 reads.
 */
final class FlinkConfigFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> settings;

  private FlinkConfigFile(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Reads lines {@code key: value} as Flink 1 does. */
  static FlinkConfigFile read(Path folder) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve("flink-conf.yaml"))) {
      int end = line.indexOf(": ");
      if (end > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, end).strip(), line.substring(end + 2).strip());
      }
    }
    return new FlinkConfigFile(settings);
  }

  String get(String key) {
    return settings.getOrDefault(key, "");
  }

  void set(String key, String value) {
    settings.put(key, value);
  }

  /** Writes what Flink 2 reads. */
  void write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      text.append(JSON.writeValueAsString(setting.getKey()))
          .append(": ")
          .append(JSON.writeValueAsString(setting.getValue()))
          .append('\n');
    }
    Files.writeString(folder.resolve("config.yaml"), text);
  }
}
