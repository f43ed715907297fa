package io.flinkdomino.job.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where an earlier run left off. */
final class LatestCheckpoint {

  private static final String METADATA = "_metadata";
  private static final int DEPTH = 3; // JOB/chk-N/_metadata

  private LatestCheckpoint() {}

  /** The newest complete checkpoint in a local folder; empty elsewhere, or if there is none. */
  static Optional<String> find(URI folder) {
    if (!"file".equals(folder.getScheme()) || !Files.isDirectory(Path.of(folder))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(Path.of(folder), DEPTH, (file, a) -> isMetadata(file))) {
      return files
          .max(Comparator.comparing(LatestCheckpoint::modified))
          .map(metadata -> metadata.getParent().toUri().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("looking for checkpoints in " + folder + " failed", e);
    }
  }

  private static boolean isMetadata(Path file) {
    return file.endsWith(METADATA);
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the time of " + file + " failed", e);
    }
  }
}
