package io.flinkdomino.bundled.rows;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Files of one JSON object a line. */
public final class JsonLines {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private JsonLines() {}

  /**
   * Writes a file, or replaces it.
   *
   * @throws IOException if that fails
   */
  public static void write(Path file, Stream<?> rows) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Iterator<?> all = rows.iterator(); all.hasNext(); ) {
        writer.write(MAPPER.writeValueAsString(all.next()));
        writer.write('\n');
      }
    }
  }

  /**
   * Reads a file; fields that the type has not are skipped.
   *
   * @throws IOException if it cannot be read or a line is no such object
   */
  public static <T> List<T> read(Path file, Class<T> type) throws IOException {
    try (MappingIterator<T> rows = MAPPER.readerFor(type).readValues(file.toFile())) {
      return rows.readAll();
    }
  }
}
