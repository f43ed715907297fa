package io.flinkdomino.bench.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
