package io.flinkdomino.runtime.train.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flinkdomino.runtime.train.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training's log says.
 *
 * @param steps in their order
 * @param evaluations of held-out rows, in their order
 */
public record TrainingHistory(List<Entry> steps, List<Entry> evaluations) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public TrainingHistory {
    steps = List.copyOf(steps);
    evaluations = List.copyOf(evaluations);
  }

  /**
   * One line.
   *
   * @param step counted from 1
   */
  public record Entry(int step, Measures measures) {}

  /**
   * Reads the log in a training's folder; a folder without one has no history. A last line that was
   * not finished is left out.
   *
   * @throws IOException if it cannot be read
   */
  public static TrainingHistory read(Path folder) throws IOException {
    Path file = folder.resolve(TrainingLog.FILE);
    List<Entry> steps = new ArrayList<>();
    List<Entry> evaluations = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      Optional<JsonNode> node = parsed(line);
      if (node.isPresent()) {
        boolean isStep = node.get().path("kind").asText().equals("step");
        (isStep ? steps : evaluations).add(entry(node.get()));
      }
    }
    return new TrainingHistory(steps, evaluations);
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(MAPPER.readTree(line)).filter(node -> node.has("step"));
    } catch (IOException brokenOff) { // the last line of a process that was killed
      return Optional.empty();
    }
  }

  private static Entry entry(JsonNode line) {
    Map<String, Double> values = new LinkedHashMap<>();
    line.properties().stream()
        .filter(field -> field.getValue().isNumber() && !field.getKey().equals("step"))
        .forEach(field -> values.put(field.getKey(), field.getValue().asDouble()));
    return new Entry(line.get("step").asInt(), new Measures(values));
  }

  /** The last step, if there is one. */
  public Optional<Entry> lastStep() {
    return last(steps);
  }

  /** The last evaluation, if there is one. */
  public Optional<Entry> lastEvaluation() {
    return last(evaluations);
  }

  private static Optional<Entry> last(List<Entry> entries) {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }
}
