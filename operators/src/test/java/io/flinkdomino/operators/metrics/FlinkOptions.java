package io.flinkdomino.operators.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.MetricOptions;

/** The options that this version of Flink knows, by key. */
final class FlinkOptions {

  private static final String PACKAGE = "org/apache/flink/configuration/";

  private FlinkOptions() {}

  /** Those of flink-core, as they are, and of one metric reporter and one external resource. */
  static Map<String, ConfigOption<?>> all(String reporter, String resource) {
    Map<String, ConfigOption<?>> options = new TreeMap<>();
    try (JarFile jar = new JarFile(jar().toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(PACKAGE) && name.endsWith("Options.class"))
          .forEach(name -> addConstants(name, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (ConfigOption<?> option :
        new ConfigOption<?>[] {
          MetricOptions.REPORTER_FACTORY_CLASS,
          MetricOptions.REPORTER_EXCLUDED_VARIABLES,
          MetricOptions.REPORTER_INTERVAL
        }) {
      options.put("metrics.reporter." + reporter + "." + option.key(), option);
    }
    options.put(
        ExternalResourceOptions.getAmountConfigOptionForResource(resource),
        ExternalResourceOptions.EXTERNAL_RESOURCE_AMOUNT);
    options.put(
        ExternalResourceOptions.getExternalResourceDriverFactoryConfigOptionForResource(resource),
        ExternalResourceOptions.EXTERNAL_RESOURCE_DRIVER_FACTORY_CLASS);
    options.put(
        ExternalResourceOptions.getSystemConfigKeyConfigOptionForResource(
            resource, "kubernetes.config-key"),
        ExternalResourceOptions.EXTERNAL_RESOURCE_DRIVER_FACTORY_CLASS);
    return options;
  }

  private static Path jar() {
    try {
      return Path.of(
          ConfigOption.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addConstants(String classFile, Map<String, ConfigOption<?>> options) {
    String name = classFile.substring(0, classFile.length() - ".class".length()).replace('/', '.');
    try {
      Arrays.stream(Class.forName(name).getFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()))
          .filter(field -> field.getType() == ConfigOption.class)
          .filter(field -> !field.isAnnotationPresent(Deprecated.class))
          .map(FlinkOptions::value)
          .forEach(option -> options.put(option.key(), option));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConfigOption<?> value(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
