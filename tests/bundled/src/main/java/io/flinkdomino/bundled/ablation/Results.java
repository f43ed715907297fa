package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with a file for each trial that is done. */
public final class Results {

  private final Path folder;

  /** A folder that may not be there yet. */
  public Results(Path folder) {
    this.folder = folder;
  }

  /** Whether there is none. */
  public boolean isEmpty() throws IOException {
    return all().isEmpty();
  }

  /** Those that are still to do. */
  public List<Trial> left(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> !Files.exists(folder.resolve(TrialResult.file(trial))))
        .toList();
  }

  /** Keeps what came of one. */
  void add(TrialResult result) throws IOException {
    Files.createDirectories(folder);
    JsonFiles.write(folder.resolve(TrialResult.file(result.trial())), result);
  }

  /** What came of all so far, by variant, then by seed. */
  public List<TrialResult> all() throws IOException {
    List<TrialResult> results = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
          results.add(JsonFiles.read(file, TrialResult.class));
        }
      }
    }
    results.sort(Comparator.comparing(TrialResult::variant).thenComparingLong(TrialResult::seed));
    return results;
  }
}
