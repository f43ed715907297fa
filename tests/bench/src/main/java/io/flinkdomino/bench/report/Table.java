package io.flinkdomino.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown whose columns also line up in a terminal. */
public final class Table {

  private final List<List<String>> lines = new ArrayList<>();

  /** Starts with the names of the columns. */
  public Table(List<String> header) {
    lines.add(List.copyOf(header));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell a column
   */
  public Table row(List<String> cells) {
    if (cells.size() != lines.get(0).size()) {
      throw new IllegalArgumentException(
          "row must have " + lines.get(0).size() + " cells, got " + cells.size());
    }
    lines.add(List.copyOf(cells));
    return this;
  }

  /** As Markdown: the first column to the left, numbers to the right. */
  public String markdown() {
    List<Integer> widths =
        IntStream.range(0, lines.get(0).size())
            .mapToObj(column -> lines.stream().mapToInt(l -> l.get(column).length()).max())
            .map(width -> Math.max(width.orElse(0), 3))
            .toList();
    List<String> out = new ArrayList<>(lines.stream().map(line -> text(line, widths)).toList());
    out.add(1, rule(widths));
    return String.join("\n", out) + "\n";
  }

  private static String text(List<String> line, List<Integer> widths) {
    return IntStream.range(0, line.size())
        .mapToObj(column -> padded(line.get(column), widths.get(column), column == 0))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String padded(String cell, int width, boolean left) {
    String padding = String.join("", Collections.nCopies(width - cell.length(), " "));
    return left ? cell + padding : padding + cell;
  }

  private static String rule(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .mapToObj(column -> "-".repeat(widths.get(column) + 1) + (column == 0 ? "-" : ":"))
        .collect(Collectors.joining("|", "|", "|"));
  }
}
