package io.flinkdomino.runtime.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.runtime.model.SafetensorsFile;
import io.flinkdomino.runtime.model.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A copy of a golden drafter of which a test changes something. */
final class DraftFolder {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;

  private DraftFolder(Path folder) {
    this.folder = folder;
  }

  static DraftFolder copy(Golden golden, Path into) {
    Path draft = golden.draft().orElseThrow();
    try {
      for (String name : new String[] {"config.json", "model.safetensors"}) {
        Files.copy(draft.resolve(name), into.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DraftFolder(into);
  }

  Path path() {
    return folder;
  }

  DraftFolder config(Consumer<ObjectNode> change) {
    Path file = folder.resolve("config.json");
    try {
      ObjectNode config = (ObjectNode) MAPPER.readTree(file.toFile());
      change.accept(config);
      Files.writeString(file, config.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The order of the target layers that feed the drafter. */
  DraftFolder targetLayerIds(int... ids) {
    return config(
        config -> {
          var array = ((ObjectNode) config.get("dflash_config")).putArray("target_layer_ids");
          for (int id : ids) {
            array.add(id);
          }
        });
  }

  /** Swaps the two halves of each row of a float32 matrix. */
  DraftFolder swapColumnHalves(String tensor) {
    Path file = folder.resolve("model.safetensors");
    TensorInfo info;
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      info = weights.info(tensor);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      int half = Math.toIntExact(info.shape().rowElements() * Float.BYTES / 2);
      for (int row = 0; row < info.shape().rows(); row++) {
        int at = Math.toIntExact(info.offset()) + 2 * row * half;
        byte[] left = new byte[half];
        byte[] right = new byte[half];
        bytes.get(at, left).get(at + half, right).put(at, right).put(at + half, left);
      }
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
