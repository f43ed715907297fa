package io.flinkdomino.runtime.torch;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operations that PyTorch's profiler saw in some piece of work: a measure of effort that does
 * not depend on the machine.
 *
 * @param counts how often each ran, by name; functions of our programs count as well
 */
public record Operations(Map<String, Integer> counts) {

  /** Runs the work, on this thread. */
  public static Operations of(Runnable work) {
    try {
      Path file = Files.createTempFile("operations", ".json");
      try {
        JniUtils.startProfile(false, false, false);
        work.run();
        JniUtils.stopProfile(file.toString());
        return read(new ObjectMapper().readTree(file.toFile()));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Operations read(JsonNode trace) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode event : trace.has("traceEvents") ? trace.get("traceEvents") : trace) {
      counts.merge(event.path("name").asText(), 1, Integer::sum);
    }
    return new Operations(counts);
  }

  /** How often one ran. */
  public int count(String name) {
    return counts.getOrDefault(name, 0);
  }

  /** All of them. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
