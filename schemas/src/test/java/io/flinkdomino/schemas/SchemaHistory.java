package io.flinkdomino.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** The current schemas, and every released version of them kept under {@code history/}. */
final class SchemaHistory {

  static final List<Schema> CURRENT =
      List.of(
          PromptRecord.getClassSchema(),
          CompletionRecord.getClassSchema(),
          AcceptanceMetricsRecord.getClassSchema(),
          DeadLetterRecord.getClassSchema());

  private static final Path ROOT = Path.of("src", "test", "resources", "history");

  private SchemaHistory() {}

  /** Released version, such as {@code v1}, to its files, oldest first. */
  static Map<String, List<Path>> files() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".avsc"))
          .sorted()
          .collect(
              Collectors.groupingBy(
                  file -> file.getName(file.getNameCount() - 2).toString(),
                  TreeMap::new,
                  Collectors.toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schema parse(Path file) {
    try {
      return new SchemaParser().parse(file).mainSchema();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schema current(String fullName) {
    return CURRENT.stream()
        .filter(schema -> schema.getFullName().equals(fullName))
        .findFirst()
        .orElseThrow(() -> new AssertionError(fullName + " was released and is gone"));
  }
}
