package io.flinkdomino.runtime.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells one state of a model folder from another without reading it: each file's name, size
 * and time.
 */
record FolderStamp(List<String> files) {

  /** The folder as it is now; empty where there is none, which loading will say better. */
  static FolderStamp of(Path folder) {
    List<String> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path file : entries.sorted().toList()) {
          files.add(
              file.getFileName()
                  + " "
                  + Files.size(file)
                  + " "
                  + Files.getLastModifiedTime(file).toMillis());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("listing " + folder + " failed", e);
      }
    }
    return new FolderStamp(List.copyOf(files));
  }
}
