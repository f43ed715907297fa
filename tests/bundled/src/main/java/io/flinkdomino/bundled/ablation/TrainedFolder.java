package io.flinkdomino.bundled.ablation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code train} left.
 *
 * @param path its output
 */
record TrainedFolder(Path path) {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final int MOST_HEADER_BYTES = 100_000_000;

  /**
   * How many numbers the weights are, by the header of their file.
   *
   * @throws IOException if there is none
   */
  long parameters() throws IOException {
    long sum = 0;
    for (Map.Entry<String, JsonNode> tensor : header().properties()) {
      if (!tensor.getKey().equals("__metadata__")) {
        long numbers = 1;
        for (JsonNode size : tensor.getValue().path("shape")) {
          numbers *= size.asLong();
        }
        sum += numbers;
      }
    }
    return sum;
  }

  private JsonNode header() throws IOException {
    Path file = path.resolve(WEIGHTS);
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream input = new DataInputStream(bytes)) {
      long length = Long.reverseBytes(input.readLong());
      if (length < 2 || length > MOST_HEADER_BYTES) {
        throw new IOException(file + " must begin with the length of its header, got " + length);
      }
      return JsonFiles.tree(
          new String(input.readNBytes(Math.toIntExact(length)), StandardCharsets.UTF_8));
    }
  }

  /**
   * The last lines of the training's log.
   *
   * @param steps done
   * @param heldOut measures of the held-out rows; empty without any
   */
  record End(int steps, Map<String, Double> heldOut) {}

  /** How the training ended. */
  End end() throws IOException {
    int steps = 0;
    Map<String, Double> heldOut = new TreeMap<>();
    for (String line : Files.readAllLines(path.resolve("training-log.jsonl"))) {
      JsonNode entry = JsonFiles.tree(line);
      if (entry.path("kind").asText().equals("evaluation")) {
        heldOut.clear();
        entry.properties().stream()
            .filter(field -> field.getValue().isNumber() && !field.getKey().equals("step"))
            .forEach(field -> heldOut.put(field.getKey(), field.getValue().asDouble()));
      } else {
        steps = entry.path("step").asInt();
      }
    }
    return new End(steps, heldOut);
  }

  /**
   * Writes the same without its head, which is plain DFlash: base logits draft. What the
   * configuration no longer names stays in the weight file, unread.
   *
   * @return the folder written
   */
  Path withoutHead(Path into) throws IOException {
    Files.createDirectories(into);
    JsonNode config = JsonFiles.tree(path.resolve(CONFIG));
    if (!(config instanceof ObjectNode fields)
        || !(config.path("dflash_config") instanceof ObjectNode dflash)) {
      throw new IOException(path.resolve(CONFIG) + " must have dflash_config, got none");
    }
    fields.putArray("architectures").add("DFlashDraftModel");
    dflash.remove(List.of("projector_type"));
    Files.writeString(into.resolve(CONFIG), fields.toPrettyString());
    Files.copy(path.resolve(WEIGHTS), into.resolve(WEIGHTS), StandardCopyOption.REPLACE_EXISTING);
    return into;
  }
}
