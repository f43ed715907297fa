package io.flinkdomino.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Files by a pattern in their name. */
final class Jars {

  private Jars() {}

  /**
   * The files of one folder, in order.
   *
   * @throws IllegalStateException if there is none
   */
  static List<Path> matching(Path pattern) {
    Path folder = pattern.getParent();
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
        files.forEach(found::add);
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
}
