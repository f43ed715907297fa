package io.flinkdomino.runtime.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weights in several files, joined by an index that says which tensor lies where. */
final class ShardedWeights implements Weights {

  private final Path index;
  private final List<SafetensorsFile> shards;
  private final Map<String, SafetensorsFile> shardOf;

  private ShardedWeights(
      Path index, List<SafetensorsFile> shards, Map<String, SafetensorsFile> shardOf) {
    this.index = index;
    this.shards = shards;
    this.shardOf = shardOf;
  }

  /**
   * Opens all shards.
   *
   * @param fileOf the shard of each tensor
   */
  static ShardedWeights open(Path index, Map<String, Path> fileOf) {
    Map<Path, SafetensorsFile> open = new HashMap<>();
    try {
      fileOf.values().stream()
          .distinct()
          .sorted()
          .forEach(file -> open.put(file, SafetensorsFile.open(file)));
      return new ShardedWeights(index, List.copyOf(open.values()), shardOf(index, fileOf, open));
    } catch (RuntimeException e) {
      open.values().forEach(SafetensorsFile::close);
      throw e;
    }
  }

  private static Map<String, SafetensorsFile> shardOf(
      Path index, Map<String, Path> fileOf, Map<Path, SafetensorsFile> open) {
    Map<String, SafetensorsFile> shardOf = new HashMap<>();
    List<String> problems = new ArrayList<>();
    fileOf.forEach(
        (tensor, file) -> {
          SafetensorsFile shard = open.get(file);
          if (shard == null || !shard.contains(tensor)) {
            problems.add("%s: tensor %s must be in %s, but is not".formatted(index, tensor, file));
          } else {
            shardOf.put(tensor, shard);
          }
        });
    if (!problems.isEmpty()) {
      throw new ModelFormatException(problems.stream().sorted().toList());
    }
    return Map.copyOf(shardOf);
  }

  @Override
  public Path source() {
    return index;
  }

  @Override
  public Set<String> names() {
    return shardOf.keySet();
  }

  @Override
  public TensorInfo info(String name) {
    return shard(name).info(name);
  }

  @Override
  public void read(String name, long firstElement, FloatBuffer into) {
    shard(name).read(name, firstElement, into);
  }

  private SafetensorsFile shard(String name) {
    SafetensorsFile shard = shardOf.get(name);
    if (shard == null) {
      throw new IllegalArgumentException(index + ": there is no tensor " + name);
    }
    return shard;
  }

  @Override
  public void close() {
    shards.forEach(SafetensorsFile::close);
  }
}
