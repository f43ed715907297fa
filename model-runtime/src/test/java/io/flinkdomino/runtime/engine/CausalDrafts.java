package io.flinkdomino.runtime.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Causal language models that a test drafts with. */
final class CausalDrafts {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CausalDrafts() {}

  /** A target without its last layer: it agrees with the target often, not always. */
  static Path shallower(Golden golden, Path into) {
    try {
      Path config = golden.target().resolve("config.json");
      ObjectNode changed = (ObjectNode) MAPPER.readTree(config.toFile());
      changed.put("num_hidden_layers", changed.get("num_hidden_layers").asInt() - 1);
      changed.remove("layer_types");
      Files.writeString(into.resolve("config.json"), changed.toString());
      Files.copy(golden.target().resolve("model.safetensors"), into.resolve("model.safetensors"));
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
