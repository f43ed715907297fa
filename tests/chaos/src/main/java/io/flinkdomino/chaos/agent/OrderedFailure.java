package io.flinkdomino.chaos.agent;

import io.flinkdomino.runtime.torch.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets one decode step fail when a file appears. The engine that takes the file away fails; a JVM
 * without the system property never does.
 */
public final class OrderedFailure {

  /** System property with the file; this JVM's process id is appended to its name. */
  public static final String FILE = "flinkdomino.chaos.failure";

  /** How the step fails. */
  public enum Kind {
    /** As a device does. */
    ENGINE_EXCEPTION,
    /** As a heap that is too small does. */
    OUT_OF_MEMORY
  }

  private static final @Nullable Path ORDER = order();

  private OrderedFailure() {}

  private static @Nullable Path order() {
    String file = System.getProperty(FILE);
    return file == null ? null : of(Path.of(file), ProcessHandle.current().pid());
  }

  private static Path of(Path file, long pid) {
    return file.resolveSibling(file.getFileName() + "-" + pid);
  }

  /** Orders a failure of the next step in another JVM; the answer is there until it has failed. */
  public static Path order(Path file, long pid, Kind kind) throws IOException {
    Path order = of(file, pid);
    Path whole = Files.writeString(order.resolveSibling(order.getFileName() + ".new"), kind.name());
    return Files.move(whole, order, StandardCopyOption.ATOMIC_MOVE);
  }

  static void failIfDue() {
    try {
      if (ORDER == null || !Files.exists(ORDER)) {
        return;
      }
      Kind kind = Kind.valueOf(Files.readString(ORDER));
      if (Files.deleteIfExists(ORDER)) {
        fail(kind);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fail(Kind kind) {
    if (kind == Kind.OUT_OF_MEMORY) {
      throw new OutOfMemoryError("ordered");
    }
    throw new EngineException("ordered", new IllegalStateException("a failure on purpose"));
  }
}
