package io.flinkdomino.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** What the build has made, by a pattern in its name. */
final class Packaged {

  private Packaged() {}

  /**
   * The matches in one folder, in order.
   *
   * @throws IllegalStateException if there is none
   */
  static List<Path> matching(Path pattern, Predicate<Path> kind) {
    Path folder = pattern.getParent();
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
        for (Path file : files) {
          if (kind.test(file)) {
            found.add(file);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + folder + " failed", e);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("packaged files must be there, got none at " + pattern);
    }
    Collections.sort(found);
    return found;
  }

  /**
   * The only match.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  static Path only(Path pattern, Predicate<Path> kind) {
    List<Path> found = matching(pattern, kind);
    if (found.size() != 1) {
      throw new IllegalStateException(
          "one packaged file must be at " + pattern + ", got " + found.size());
    }
    return found.get(0);
  }
}
