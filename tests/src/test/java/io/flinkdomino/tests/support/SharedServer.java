package io.flinkdomino.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests one server for the whole JVM, started by whoever asks first.
 *
 * @param <T> how tests talk to it
 */
abstract class SharedServer<T extends AutoCloseable> implements ParameterResolver {

  private final Class<T> type;

  SharedServer(Class<T> type) {
    this.type = type;
  }

  /** Starts it, with an empty folder of its own. */
  abstract T start(Path folder) throws Exception;

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(type))
        .getOrComputeIfAbsent("server", key -> started(), Started.class)
        .server();
  }

  private Started started() {
    try {
      Path folder = Files.createTempDirectory(type.getSimpleName() + "-");
      return new Started(start(folder), folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting a " + type.getSimpleName(), e);
    } catch (Exception e) { // whatever a server may throw
      throw new IllegalStateException("starting a " + type.getSimpleName() + " failed", e);
    }
  }

  /** JUnit closes it after the last test. */
  private record Started(AutoCloseable server, Path folder) implements AutoCloseable {

    @Override
    public void close() throws Exception {
      server.close();
      deleteWithContents(folder);
    }
  }

  private static void deleteWithContents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
