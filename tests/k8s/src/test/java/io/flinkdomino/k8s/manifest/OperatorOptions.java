package io.flinkdomino.k8s.manifest;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.config.KubernetesOperatorConfigOptions;

/** Settings that the operator reads from a deployment. */
final class OperatorOptions {

  private static final List<ConfigOption<?>> KNOWN = known();

  private OperatorOptions() {}

  static List<String> problems(String key, String value) {
    for (ConfigOption<?> option : KNOWN) {
      if (option.key().equals(key)) {
        try {
          Configuration.fromMap(Map.of(key, value)).get(option);
          return List.of();
        } catch (IllegalArgumentException e) {
          return List.of(key + " cannot be read by the operator, got " + value);
        }
      }
    }
    return List.of(key + " is no option of the operator");
  }

  private static List<ConfigOption<?>> known() {
    List<ConfigOption<?>> options = new ArrayList<>();
    try {
      for (Field field : KubernetesOperatorConfigOptions.class.getFields()) {
        if (field.get(null) instanceof ConfigOption<?> option) {
          options.add(option);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return options;
  }
}
