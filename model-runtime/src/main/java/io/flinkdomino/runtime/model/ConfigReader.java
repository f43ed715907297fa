package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads typed values from a JSON file and collects what is wrong, so that one exception can say it
 * all. A wrong value reads as the smallest allowed one, and {@link #throwIfWrong} must be called
 * before anything built from the values leaves.
 *
 * <p>A key whose value is {@code null} counts as absent, as it does in Python.
 */
final class ConfigReader {

  /** As many entries as any list here has. */
  private static final int MAX_ENTRIES = 1_024;

  private static final int MAX_PROBLEMS = 100;

  private final Path file;
  private final JsonNode node;
  private final String prefix;
  private final List<String> problems;
  private final Set<String> wrongKeys = new HashSet<>();

  private ConfigReader(Path file, JsonNode node, String prefix, List<String> problems) {
    this.file = file;
    this.node = node;
    this.prefix = prefix;
    this.problems = problems;
  }

  static ConfigReader of(Path file, ObjectNode json) {
    return new ConfigReader(file, json, "", new ArrayList<>());
  }

  /** A copy of all that is read. */
  ObjectNode copy() {
    return (ObjectNode) node.deepCopy();
  }

  /** The object under a key, empty if absent; its problems are reported here. */
  ConfigReader object(String key) {
    if (has(key) && !node.get(key).isObject()) {
      problem(key, "must be an object", node.get(key));
    }
    return new ConfigReader(file, node.path(key), prefix + key + ".", problems);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /**
   * Whether a key was there and nothing has been wrong with it so far. A rule about two keys asks
   * first, so that one wrong value is not reported twice.
   */
  boolean isRight(String key) {
    return has(key) && !wrongKeys.contains(key);
  }

  int requiredInt(String key, int min, int max) {
    if (!has(key)) {
      problem(key, "is missing");
      return min;
    }
    JsonNode value = node.get(key);
    boolean isInt = value.isIntegralNumber() && value.canConvertToInt();
    if (!isInt || value.intValue() < min || value.intValue() > max) {
      problem(key, "must be between %d and %d".formatted(min, max), value);
      return min;
    }
    return value.intValue();
  }

  int optionalInt(String key, int absent, int min, int max) {
    return has(key) ? requiredInt(key, min, max) : absent;
  }

  double requiredAbove(String key, double min) {
    double wrong = Math.nextUp(min);
    if (!has(key)) {
      problem(key, "is missing");
      return wrong;
    }
    JsonNode value = node.get(key);
    boolean isFinite = value.isNumber() && Double.isFinite(value.doubleValue());
    if (!isFinite || value.doubleValue() <= min) {
      problem(key, "must be a number above " + min, value);
      return wrong;
    }
    return value.doubleValue();
  }

  double optionalAbove(String key, double min, double absent) {
    return has(key) ? requiredAbove(key, min) : absent;
  }

  boolean optionalFlag(String key, boolean absent) {
    if (has(key) && !node.get(key).isBoolean()) {
      problem(key, "must be true or false", node.get(key));
    }
    return has(key) ? node.get(key).booleanValue() : absent;
  }

  String optionalText(String key, String absent) {
    if (has(key) && !node.get(key).isTextual()) {
      problem(key, "must be a text", node.get(key));
    }
    return has(key) ? node.get(key).asText() : absent;
  }

  /** The texts of a list, empty if absent. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    if (has(key) && !node.get(key).isArray()) {
      problem(key, "must be a list of texts", node.get(key));
    }
    if (!hasFewEntries(key)) {
      return List.of();
    }
    node.path(key).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** A list of integers from 0, or one of them alone; empty if absent. */
  List<Integer> ids(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!hasFewEntries(key)) {
      return List.of();
    }
    JsonNode value = node.get(key);
    List<Integer> ids = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> ids.add(id(item)));
    } else {
      ids.add(id(value));
    }
    if (ids.contains(-1)) {
      problem(key, "must be an integer from 0 or a list of them", value);
      return List.of();
    }
    return List.copyOf(ids);
  }

  private boolean hasFewEntries(String key) {
    int entries = node.path(key).size();
    if (entries > MAX_ENTRIES) {
      problem(key, "must have at most %d entries, got %d".formatted(MAX_ENTRIES, entries));
    }
    return entries <= MAX_ENTRIES;
  }

  private static int id(JsonNode item) {
    boolean isInt = item.isIntegralNumber() && item.canConvertToInt();
    return isInt && item.intValue() >= 0 ? item.intValue() : -1;
  }

  void problem(String key, String rule, JsonNode got) {
    problem(key, rule + ", got " + Shown.json(got));
  }

  void problem(String key, String rule) {
    wrongKeys.add(key);
    String problem = "%s: %s%s %s".formatted(file, prefix, key, Shown.text(rule));
    // Two readers may need one key.
    if (problems.size() < MAX_PROBLEMS && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /**
   * Ends the reading.
   *
   * @throws ModelFormatException if anything was wrong
   */
  void throwIfWrong() {
    if (!problems.isEmpty()) {
      throw new ModelFormatException(problems);
    }
  }
}
