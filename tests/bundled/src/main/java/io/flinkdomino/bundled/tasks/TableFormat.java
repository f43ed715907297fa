package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From what to what a table is written. */
enum TableFormat {
  /** CSV to one JSON object a line. */
  JSON_LINES("Convert this CSV to JSON lines:\n([^\n]+)\n(.+)", "\n", ",") {
    @Override
    String ask(Table table) {
      return Stream.concat(Stream.of(table.columns()), table.rows().stream())
          .map(row -> String.join(",", row))
          .collect(Collectors.joining("\n", "Convert this CSV to JSON lines:\n", ""));
    }

    @Override
    String answer(Table table) {
      return table.objects().stream().map(Json::write).collect(Collectors.joining("\n"));
    }

    @Override
    boolean holds(Table table, List<String> lines) {
      List<Map<String, String>> objects = table.objects();
      boolean holds = lines.size() == objects.size();
      for (int i = 0; holds && i < lines.size(); i++) {
        holds = Json.isObject(lines.get(i), objects.get(i));
      }
      return holds;
    }
  },
  /** Rows in a sentence to a Markdown table. */
  MARKDOWN("Make a Markdown table with ([^:]+): (.+)", "; ", ", ") {
    @Override
    String ask(Table table) {
      return table.rows().stream()
          .map(row -> String.join(", ", row))
          .collect(
              Collectors.joining(
                  "; ",
                  "Make a Markdown table with " + String.join(", ", table.columns()) + ": ",
                  ""));
    }

    @Override
    String answer(Table table) {
      List<List<String>> lines = new ArrayList<>();
      lines.add(table.columns());
      lines.add(table.columns().stream().map(column -> "---").toList());
      lines.addAll(table.rows());
      return lines.stream()
          .map(cells -> cells.stream().collect(Collectors.joining(" | ", "| ", " |")))
          .collect(Collectors.joining("\n"));
    }

    @Override
    boolean holds(Table table, List<String> lines) {
      return lines.size() == table.rows().size() + 2
          && cells(lines.get(0)).equals(table.columns())
          && cells(lines.get(1)).size() == table.columns().size()
          && cells(lines.get(1)).stream().allMatch(cell -> cell.matches("-{3,}"))
          && lines.stream().skip(2).map(TableFormat::cells).toList().equals(table.rows());
    }
  };

  private final String question;
  private final String betweenRows;
  private final String betweenCells;

  TableFormat(String question, String betweenRows, String betweenCells) {
    this.question = question;
    this.betweenRows = betweenRows;
    this.betweenCells = betweenCells;
  }

  abstract String ask(Table table);

  abstract String answer(Table table);

  /** Whether these lines are the table, row by row. */
  abstract boolean holds(Table table, List<String> lines);

  /** The table in a question; empty if it does not ask for this format. */
  Optional<Table> parse(String asked) {
    Matcher matcher = Pattern.compile(question, Pattern.DOTALL).matcher(asked);
    return matcher.matches()
        ? Optional.of(Table.parse(matcher.group(1), matcher.group(2), betweenRows, betweenCells))
        : Optional.empty();
  }

  /** The cells of a line of a Markdown table; none if it is no such line. */
  private static List<String> cells(String line) {
    String row = line.strip();
    if (row.length() < 2 || !row.startsWith("|") || !row.endsWith("|")) {
      return List.of();
    }
    return Stream.of(row.substring(1, row.length() - 1).split("\\|", -1))
        .map(String::strip)
        .toList();
  }
}
