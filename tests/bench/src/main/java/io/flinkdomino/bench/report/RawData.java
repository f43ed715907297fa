package io.flinkdomino.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A file of comma-separated values that grows by a line for each number measured. */
public final class RawData {

  private final Path file;
  private final List<String> columns;

  /** A file that may not be there yet. */
  public RawData(Path file, List<String> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
  }

  /** Forgets what is in the file. */
  public void clear() {
    write(
        String.join(",", columns), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Whether the file is there and has these columns. */
  public boolean fits() {
    return Files.exists(file) && read().get(0).equals(String.join(",", columns));
  }

  /**
   * Adds a line; a value with a comma stands in double quotes.
   *
   * @throws IllegalArgumentException if it has not one value a column, or a double quote in one
   */
  public void add(List<?> values) {
    List<String> cells = values.stream().map(String::valueOf).toList();
    if (cells.size() != columns.size() || cells.stream().anyMatch(cell -> cell.contains("\""))) {
      throw new IllegalArgumentException(
          "line must have " + columns.size() + " values without double quotes, got " + cells);
    }
    write(
        String.join(",", cells.stream().map(RawData::quoted).toList()), StandardOpenOption.APPEND);
  }

  private static String quoted(String cell) {
    return cell.contains(",") ? '"' + cell + '"' : cell;
  }

  /** The lines so far. */
  public List<RawLine> lines() {
    return read().stream().skip(1).map(line -> new RawLine(columns, line)).toList();
  }

  private List<String> read() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed", e);
    }
  }

  private void write(String line, StandardOpenOption... options) {
    try {
      Files.writeString(file, line + "\n", options);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file + " failed", e);
    }
  }

  /** One line, its values by column. */
  public static final class RawLine {

    /** A comma with whole pairs of double quotes behind it. */
    private static final String SEPARATOR = ",(?=([^\"]*\"[^\"]*\")*[^\"]*$)";

    private final List<String> columns;
    private final List<String> values;

    private RawLine(List<String> columns, String line) {
      this.columns = columns;
      this.values =
          Stream.of(line.split(SEPARATOR, -1)).map(cell -> cell.replace("\"", "")).toList();
    }

    /** The text in a column. */
    public String text(String column) {
      return values.get(columns.indexOf(column));
    }

    /** The whole number in a column. */
    public long number(String column) {
      return Long.parseLong(text(column));
    }
  }
}
