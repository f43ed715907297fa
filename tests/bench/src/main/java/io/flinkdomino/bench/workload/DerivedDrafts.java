package io.flinkdomino.bench.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.function.Consumer;

/** Drafters made from the bundled models by reading less of them. */
final class DerivedDrafts {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final ObjectMapper JSON = new ObjectMapper();

  private DerivedDrafts() {}

  /**
   * A Domino drafter without its head, which is plain DFlash: the difference of the two is what the
   * head costs and gains.
   */
  static Path dflash(Path domino, Path into) {
    return copy(
        domino,
        into,
        config -> {
          config.putArray("architectures").add("DFlashDraftModel");
          ((ObjectNode) config.get("dflash_config")).remove("projector_type");
        });
  }

  /**
   * The first layers of a target as a causal drafter. Nobody trained it to speak from there, so its
   * acceptance says nothing; what a step costs does.
   */
  static Path firstLayers(Path target, int layers, Path into) {
    return copy(
        target,
        into,
        config -> {
          config.put("num_hidden_layers", layers);
          config.remove("layer_types");
        });
  }

  /** A drafter of the same shape and cost that is of no use: its weights in a random order. */
  static Path scrambled(Path domino, Path into) {
    copy(domino, into, config -> {});
    try {
      Path file = into.resolve(WEIGHTS);
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int first = Long.BYTES + Math.toIntExact(bytes.getLong(0));
      int weights = (bytes.limit() - first) / Float.BYTES;
      Random random = new Random(1);
      for (int i = weights - 1; i > 0; i--) {
        int here = first + i * Float.BYTES;
        int there = first + random.nextInt(i + 1) * Float.BYTES;
        float moved = bytes.getFloat(here);
        bytes.putFloat(here, bytes.getFloat(there)).putFloat(there, moved);
      }
      Files.write(file, bytes.array());
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException("scrambling model " + domino + " failed", e);
    }
  }

  /** Copies a folder; what its new configuration leaves out stays in the file, unread. */
  private static Path copy(Path folder, Path into, Consumer<ObjectNode> change) {
    try {
      Files.createDirectories(into);
      ObjectNode config = (ObjectNode) JSON.readTree(folder.resolve(CONFIG).toFile());
      change.accept(config);
      Files.writeString(into.resolve(CONFIG), config.toString());
      Files.copy(
          folder.resolve(WEIGHTS), into.resolve(WEIGHTS), StandardCopyOption.REPLACE_EXISTING);
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException("copying model " + folder + " failed", e);
    }
  }
}
