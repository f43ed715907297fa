package io.flinkdomino.runtime.train.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flinkdomino.runtime.model.Dtype;
import io.flinkdomino.runtime.model.SafetensorsFile;
import io.flinkdomino.runtime.model.StoredWeights;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.model.Weights;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.Training;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints under a folder, one folder each: weights, both moments, and what decided them. A
 * folder appears whole or not at all; the newest two stay.
 */
final class Checkpoints {

  private static final Pattern NAME = Pattern.compile("step-(\\d{1,9})");
  private static final int KEPT = 2;
  private static final String WEIGHTS = "model.safetensors";
  private static final String FIRST = "first-moments.safetensors";
  private static final String SECOND = "second-moments.safetensors";
  private static final String IDENTITY = "identity.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /** The last step that was kept. */
  Optional<Integer> latest() throws IOException {
    List<Integer> steps = steps();
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  private List<Integer> steps() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> NAME.matcher(entry.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Integer.parseInt(name.group(1)))
          .sorted()
          .toList();
    }
  }

  private Path of(int step) {
    return folder.resolve("step-" + step);
  }

  /** Writes a checkpoint, then deletes those before the newest two. */
  Path save(int step, Training training, Map<String, String> identity, TensorScope scope)
      throws IOException {
    Path draft = folder.resolve("unfinished");
    delete(draft);
    Files.createDirectories(draft);
    WeightLayout layout = training.layout();
    AdamW optimizer = training.optimizer();
    try (TensorScope handles = scope.child()) {
      StoredWeights.save(draft.resolve(WEIGHTS), layout, optimizer.weights(), Dtype.F32);
      StoredWeights.save(draft.resolve(FIRST), layout, optimizer.firstMoments(handles), Dtype.F32);
      StoredWeights.save(
          draft.resolve(SECOND), layout, optimizer.secondMoments(handles), Dtype.F32);
    }
    MAPPER
        .writerWithDefaultPrettyPrinter()
        .writeValue(draft.resolve(IDENTITY).toFile(), new TreeMap<>(identity));
    Path checkpoint = of(step);
    delete(checkpoint);
    Files.move(draft, checkpoint, StandardCopyOption.ATOMIC_MOVE);
    List<Integer> steps = steps();
    for (int old : steps.subList(0, Math.max(0, steps.size() - KEPT))) {
      delete(of(old));
    }
    return checkpoint;
  }

  /**
   * Brings a training to where a checkpoint was.
   *
   * @throws ResumeException if something else decided what the checkpoint learned
   */
  void restore(int step, Training training, Map<String, String> identity, TensorScope scope)
      throws IOException {
    Map<String, String> saved =
        MAPPER.readValue(of(step).resolve(IDENTITY).toFile(), new TypeReference<>() {});
    requireSame(saved, identity);
    try (TensorScope loaded = scope.child()) {
      training
          .optimizer()
          .resume(
              load(step, WEIGHTS, training.layout(), loaded),
              load(step, FIRST, training.layout(), loaded),
              load(step, SECOND, training.layout(), loaded),
              step);
    }
  }

  private List<Tensor> load(int step, String file, WeightLayout layout, TensorScope scope) {
    try (Weights weights = SafetensorsFile.open(of(step).resolve(file))) {
      return StoredWeights.load(layout, weights, scope);
    }
  }

  private static void requireSame(Map<String, String> saved, Map<String, String> now) {
    TreeSet<String> names = new TreeSet<>(saved.keySet());
    names.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String was = saved.getOrDefault(name, "nothing");
      String is = now.getOrDefault(name, "nothing");
      if (!was.equals(is)) {
        differences.add("%s must stay %s to resume, got %s".formatted(name, was, is));
      }
    }
    if (!differences.isEmpty()) {
      throw new ResumeException(differences);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> entries = Files.walk(path)) {
        for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(entry);
        }
      }
    }
  }
}
