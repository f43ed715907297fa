package io.flinkdomino.job.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.YamlParserUtils;

/** A YAML file of options: {@code max-batch: 8}, or nested as in {@code kafka: {linger.ms: 5}}. */
final class ConfigFile {

  private ConfigFile() {}

  /**
   * The file's options by key; nested keys are joined by dots, list entries by commas.
   *
   * @param problems takes what is wrong with the file; the answer is then empty
   */
  static Map<String, String> read(Path file, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add("config must be a YAML file, got " + file + ": no such file");
      return values;
    }
    try {
      flatten("", YamlParserUtils.loadYamlFile(file.toFile()), values);
    } catch (Exception e) { // the YAML parser declares no narrower type
      problems.add("config must be a YAML file of options, got " + file + ": " + reason(e));
    }
    return values;
  }

  private static void flatten(String prefix, Map<?, ?> node, Map<String, String> values) {
    node.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> children) {
            flatten(key + ".", children, values);
          } else if (value instanceof List<?> entries) {
            values.put(key, entries.stream().map(String::valueOf).collect(Collectors.joining(",")));
          } else {
            values.put(key, value == null ? "" : value.toString());
          }
        });
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unreadable");
  }
}
