package io.flinkdomino.chaos.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The mapped files of all JVMs of a run, those of dead ones included. One thread. */
public final class ValuesFolder {

  private final Path folder;
  private final Map<Path, JvmValues> opened = new TreeMap<>();

  /** A folder that is there. */
  public ValuesFolder(Path folder) {
    this.folder = folder;
  }

  /** All of them. */
  public Collection<JvmValues> all() {
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> opened.computeIfAbsent(file, JvmValues::open));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder + " failed", e);
    }
    return opened.values();
  }

  /** Those of processes that run; of files that name the same process, the newest. */
  public List<JvmValues> of(Collection<Long> pids) {
    Map<Long, JvmValues> newest = new TreeMap<>();
    all().stream()
        .filter(jvm -> pids.contains(jvm.pid()))
        .forEach(jvm -> newest.merge(jvm.pid(), jvm, (a, b) -> a.since() > b.since() ? a : b));
    return List.copyOf(newest.values());
  }

  /** Tokens that all engines decoded, dead ones included. */
  public long decodedTokens() {
    return all().stream().mapToLong(JvmValues::decodedTokens).sum();
  }
}
