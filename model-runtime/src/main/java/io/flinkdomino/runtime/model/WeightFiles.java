package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a folder hold its weights.
 *
 * @param index where the weights are sharded, the file that says so
 * @param files in name order
 * @param fileOf with an index, the shard of each tensor; otherwise empty
 */
record WeightFiles(Optional<Path> index, List<Path> files, Map<String, Path> fileOf) {

  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final Pattern PICKLE =
      Pattern.compile(".*\\.(bin|pt|pth|ckpt|pkl|pickle)", Pattern.CASE_INSENSITIVE);

  /** Finds the weights of a folder, the single file before shards. */
  static WeightFiles find(Path folder) {
    Optional<Path> single = FolderFile.find(folder, SINGLE, FolderFile.ANY_SIZE);
    if (single.isPresent()) {
      return new WeightFiles(Optional.empty(), List.of(single.get()), Map.of());
    }
    return FolderFile.find(folder, INDEX, FolderFile.MAX_TEXT_BYTES)
        .map(index -> sharded(folder, index))
        .orElseThrow(
            () -> new ModelFormatException(folder, "weights are missing: " + whatElse(folder)));
  }

  Weights open() {
    return index
        .<Weights>map(file -> ShardedWeights.open(file, fileOf))
        .orElseGet(() -> SafetensorsFile.open(files.get(0)));
  }

  private static WeightFiles sharded(Path folder, Path index) {
    JsonNode map = JsonFiles.readObject(index).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new ModelFormatException(index, "weight_map must name the shard of each tensor");
    }
    Map<String, Path> fileOf = new TreeMap<>();
    map.properties()
        .forEach(
            entry -> fileOf.put(entry.getKey(), shard(folder, index, entry.getValue().asText())));
    List<Path> files = fileOf.values().stream().distinct().sorted().toList();
    List<String> missing = new ArrayList<>();
    files.stream()
        .filter(file -> FolderFile.find(folder, name(file), FolderFile.ANY_SIZE).isEmpty())
        .forEach(file -> missing.add(file + ": this shard is missing, but its index names it"));
    if (!missing.isEmpty()) {
      throw new ModelFormatException(missing);
    }
    return new WeightFiles(Optional.of(index), files, fileOf);
  }

  private static Path shard(Path folder, Path index, String name) {
    // A plain name only: an index must not point out of its folder.
    if (!name.matches("[A-Za-z0-9._-]{1,200}\\.safetensors")) {
      throw new ModelFormatException(
          index,
          "a shard must be a .safetensors file of this folder, got '" + Shown.text(name) + "'");
    }
    return folder.resolve(name);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String whatElse(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      String wanted = "%s or %s must be there".formatted(SINGLE, INDEX);
      return files
          .map(WeightFiles::name)
          .filter(name -> PICKLE.matcher(name).matches())
          .sorted()
          .findFirst()
          .map(name -> wanted + ", found the pickle file " + name + ": convert it to safetensors")
          .orElse(wanted);
    } catch (IOException e) {
      throw JsonFiles.unreadable(folder, e);
    }
  }
}
