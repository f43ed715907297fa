package io.flinkdomino.runtime.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files of a model folder, which may come from anybody: nothing outside of the folder is
 * read through it, and nothing is read whole that is larger than such a file ever is.
 */
final class FolderFile {

  /** Of JSON and templates; the largest published ones have a few. */
  static final long MAX_TEXT_BYTES = 16L << 20;

  /** Of {@code tokenizer.json}; the largest published ones have 35 MB. */
  static final long MAX_TOKENIZER_BYTES = 256L << 20;

  /** Of files that are read in pieces. */
  static final long ANY_SIZE = Long.MAX_VALUE;

  private FolderFile() {}

  /**
   * The file of this name, empty if there is none.
   *
   * @throws ModelFormatException if it is a link to outside of the folder, or larger than allowed
   */
  static Optional<Path> find(Path folder, String name, long maxBytes) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Path real = file.toRealPath();
      if (roots(folder.toRealPath()).stream().noneMatch(real::startsWith)) {
        throw new ModelFormatException(
            file, "must lie in its folder, got a link to outside of it: put the file itself there");
      }
      long bytes = Files.size(real);
      if (bytes > maxBytes) {
        throw new ModelFormatException(
            file, "the file must have at most %d bytes, got %d".formatted(maxBytes, bytes));
      }
      return Optional.of(file);
    } catch (IOException e) {
      throw JsonFiles.unreadable(file, e);
    }
  }

  /**
   * The folder itself; for one in Hugging Face's cache, where {@code snapshots/REVISION} holds
   * links to {@code blobs}, those too.
   */
  private static List<Path> roots(Path folder) {
    List<Path> roots = new ArrayList<>(List.of(folder));
    Path parent = folder.getParent();
    if (parent != null && parent.endsWith("snapshots")) {
      roots.add(parent.resolveSibling("blobs"));
    }
    return roots;
  }
}
