package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that names the process at work in a folder. A child outlives a parent that was killed, and
 * two must not train into one folder.
 */
record ChildNote(Path file) {

  void write(ProcessHandle child) throws IOException {
    Files.writeString(file, text(child));
  }

  /** The process named, if it still runs. */
  Optional<ProcessHandle> alive() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String noted = Files.readString(file);
    if (!noted.matches("\\d{1,18} \\S+")) {
      return Optional.empty(); // not written to its end
    }
    return ProcessHandle.of(Long.parseLong(noted.substring(0, noted.indexOf(' '))))
        .filter(child -> child.isAlive() && text(child).equals(noted));
  }

  /** Process ids are given again, but not at the same time. */
  private static String text(ProcessHandle child) {
    return child.pid() + " " + child.info().startInstant().orElse(Instant.EPOCH);
  }
}
