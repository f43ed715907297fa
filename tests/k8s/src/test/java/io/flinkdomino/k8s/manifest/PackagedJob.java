package io.flinkdomino.k8s.manifest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The job and its Flink as they are packaged, behind a class loader of their own: what reads the
 * manifests in the end judges them here.
 */
final class PackagedJob {

  private static final String CONFIGURATION = "org.apache.flink.configuration.Configuration";
  private static final String OPTION = "org.apache.flink.configuration.ConfigOption";
  private static final String SETTINGS = "io.flinkdomino.job.options.JobSettings";

  /** Keys that Flink puts together from parts, so that no ConfigOption names them. */
  private static final List<String> COMPOSED =
      List.of(
          "metrics.reporter.<name>.factory.class",
          "metrics.reporter.<name>.port",
          "external-resource.<name>.kubernetes.config-key");

  /** In Flink's image, but not in any artifact that resolves whole from Maven Central. */
  private static final String GPU_DRIVER = "org.apache.flink.externalresource.gpu.GPUDriverFactory";

  private final URLClassLoader loader;
  private final Map<Pattern, Object> options = new LinkedHashMap<>();

  private PackagedJob(URLClassLoader loader) {
    this.loader = loader;
  }

  /** Opens all jars of the folders; the options of Flink are those that any of them defines. */
  static PackagedJob open(Path... folders) {
    try {
      List<Path> jars = new ArrayList<>();
      for (Path folder : folders) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
        }
      }
      URL[] urls = jars.stream().map(PackagedJob::url).toArray(URL[]::new);
      PackagedJob job =
          new PackagedJob(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()));
      Thread thread = Thread.currentThread();
      ClassLoader own = thread.getContextClassLoader();
      // Where Flink's logging looks for its implementation.
      thread.setContextClassLoader(job.loader);
      for (Path jar : jars) {
        job.collectOptions(jar);
      }
      thread.setContextClassLoader(own);
      COMPOSED.forEach(key -> job.options.put(pattern(key), key));
      return job;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the class is packaged. */
  boolean hasClass(String name) {
    return name.equals(GPU_DRIVER)
        || loader.findResource(name.replace('.', '/') + ".class") != null;
  }

  /** What the job says of its options. */
  List<String> optionProblems(Map<String, String> values) {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    // Where the job's logging looks for its implementation.
    thread.setContextClassLoader(loader);
    try {
      loader
          .loadClass(SETTINGS)
          .getMethod("validate", loader.loadClass(CONFIGURATION))
          .invoke(null, configuration(values));
      return List.of();
    } catch (InvocationTargetException e) {
      return List.of(String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  /** What is wrong with a setting of Flink: its key is unknown, or its value of another type. */
  List<String> flinkProblems(String key, String value) {
    if (key.endsWith(".class") && !hasClass(value)) {
      return List.of(key + " must name a class of Flink, got " + value);
    }
    for (Map.Entry<Pattern, Object> option : options.entrySet()) {
      if (option.getKey().matcher(key).matches()) {
        return readable(key, value, option.getValue());
      }
    }
    return List.of(key + " is no option of Flink");
  }

  private List<String> readable(String key, String value, Object option) {
    if (option.equals(key) || option instanceof String) {
      return List.of();
    }
    try {
      // Read under the option's own key, which for composed keys has a placeholder in it.
      String own = (String) option.getClass().getMethod("key").invoke(option);
      Object configuration = configuration(Map.of(own, value));
      configuration
          .getClass()
          .getMethod("get", loader.loadClass(OPTION))
          .invoke(configuration, option);
      return List.of();
    } catch (InvocationTargetException e) {
      return List.of(key + " cannot be read by Flink, got " + value + ": " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object configuration(Map<String, String> values) throws ReflectiveOperationException {
    return loader.loadClass(CONFIGURATION).getMethod("fromMap", Map.class).invoke(null, values);
  }

  private void collectOptions(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith("org/apache/flink/") && name.endsWith("Options.class")) {
          collectOptions(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }

  private void collectOptions(String className) {
    try {
      Class<?> type = loader.loadClass(className);
      Class<?> option = loader.loadClass(OPTION);
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == option) {
          Object value = field.get(null);
          String key = (String) option.getMethod("key").invoke(value);
          // Of reporters and filters, named by their last part alone: they would match any key.
          if (!key.startsWith("<")) {
            options.put(pattern(key), value);
          }
        }
      }
    } catch (LinkageError | ReflectiveOperationException e) {
      // Options of a part whose own dependencies are not packaged: nothing can read them either.
      return;
    }
  }

  /** Parts in angle brackets stand for a name. */
  private static Pattern pattern(String key) {
    return Pattern.compile(("\\Q" + key + "\\E").replaceAll("<[^>]+>", "\\\\E[^.]+\\\\Q"));
  }

  private static URL url(Path path) {
    try {
      return new File(path.toString()).toURI().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
