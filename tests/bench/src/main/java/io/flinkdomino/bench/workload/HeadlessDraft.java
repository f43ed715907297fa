package io.flinkdomino.bench.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A Domino drafter without its head, which is plain DFlash: the difference of the two is what the
 * head costs and gains.
 */
final class HeadlessDraft {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final ObjectMapper JSON = new ObjectMapper();

  private HeadlessDraft() {}

  /** Copies a drafter; the weights of its head stay in the file, unread. */
  static Path copy(Path domino, Path into) {
    try {
      ObjectNode config = (ObjectNode) JSON.readTree(domino.resolve(CONFIG).toFile());
      ((ObjectNode) config.get("dflash_config")).remove("projector_type");
      Files.writeString(into.resolve(CONFIG), config.toString());
      Files.copy(
          domino.resolve(WEIGHTS), into.resolve(WEIGHTS), StandardCopyOption.REPLACE_EXISTING);
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException("copying drafter " + domino + " failed", e);
    }
  }
}
