package io.flinkdomino.runtime.train.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.runtime.train.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file with one JSON line for each step and each evaluation: {@code kind}, {@code step} and
 * measures.
 */
final class TrainingLog {

  static final String FILE = "training-log.jsonl";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path file;
  private final List<String> unwritten = new ArrayList<>();

  private TrainingLog(Path file) {
    this.file = file;
  }

  /**
   * Goes on after a step; lines of later ones, which a run wrote that was broken off, go.
   *
   * @param step 0 to begin
   */
  static TrainingLog after(int step, Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    List<String> kept = new ArrayList<>();
    if (step > 0 && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (isUpTo(step, line)) {
          kept.add(line);
        }
      }
    }
    Path draft = folder.resolve(FILE + ".tmp");
    Files.write(draft, kept);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new TrainingLog(file);
  }

  private static boolean isUpTo(int step, String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      return node.path("step").asInt(Integer.MAX_VALUE) <= step;
    } catch (IOException brokenOff) { // the last line of a process that was killed
      return false;
    }
  }

  void add(String kind, int step, Measures measures) {
    ObjectNode line = MAPPER.createObjectNode().put("kind", kind).put("step", step);
    measures.values().forEach(line::put);
    unwritten.add(line.toString());
  }

  /** Brings all lines to disk; a checkpoint must not be ahead of its log. */
  void flush() throws IOException {
    Files.write(file, unwritten, StandardOpenOption.APPEND);
    unwritten.clear();
  }
}
