package io.flinkdomino.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the reference implementations computed, and the models they computed it with. */
public record Golden(Path target, Path draft, List<GoldenCase> cases) {

  private static final Path EXPECTED = Path.of("golden").toAbsolutePath();
  private static final Path BUNDLED = Path.of("golden/tiny").toAbsolutePath().normalize();

  /** The bundled pair, which has a tokenizer and a chat template. */
  public static Golden tiny() {
    return read(EXPECTED.resolve("tiny"), BUNDLED);
  }

  /** A pair with random weights and without tokenizer. */
  public static Golden parity(String name) {
    Path folder = EXPECTED.resolve("parity").resolve(name);
    return read(folder, folder);
  }

  private static Golden read(Path folder, Path models) {
    try {
      JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
      List<GoldenCase> cases =
          StreamSupport.stream(expected.get("cases").spliterator(), false)
              .map(GoldenCase::new)
              .toList();
      return new Golden(models.resolve("target"), models.resolve("draft"), cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
