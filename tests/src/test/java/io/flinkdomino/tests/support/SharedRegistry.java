package io.flinkdomino.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests one schema registry for the whole JVM; each test has subjects of its own on it. */
public final class SharedRegistry implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApicurioRegistry.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedRegistry.class))
        .getOrComputeIfAbsent("registry", key -> Started.now(), Started.class)
        .registry();
  }

  /** JUnit closes it after the last test. */
  private record Started(ApicurioRegistry registry, Path folder) implements AutoCloseable {

    static Started now() {
      try {
        Path folder = Files.createTempDirectory("shared-registry-");
        return new Started(ApicurioRegistry.start(folder, Certificates.create(folder)), folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("making certificates failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while starting the registry", e);
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
      registry.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
