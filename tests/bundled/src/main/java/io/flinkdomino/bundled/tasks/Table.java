package io.flinkdomino.bundled.tasks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rows under named columns.
 *
 * @param rows each as long as columns
 */
record Table(List<String> columns, List<List<String>> rows) {

  private static final List<List<String>> COLUMNS =
      Stream.of(
              "name age city",
              "name city likes",
              "item count color",
              "name item count",
              "city item count",
              "name color item")
          .map(Words::split)
          .toList();

  Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** One of two to four rows. */
  static Table draw(Dealer dealer) {
    List<String> columns = dealer.one(COLUMNS);
    List<List<String>> rows =
        Stream.generate(() -> columns.stream().map(name -> Fields.draw(name, dealer)).toList())
            .limit(dealer.number(2, 4))
            .toList();
    return new Table(columns, rows);
  }

  /** Columns and rows as texts, by separators that no cell contains. */
  static Table parse(String columns, String rows, String betweenRows, String betweenCells) {
    return new Table(
        List.of(columns.split(betweenCells, -1)),
        Stream.of(rows.split(betweenRows, -1))
            .map(row -> List.of(row.split(betweenCells, -1)))
            .toList());
  }

  /** Each row as an object with the columns' names. */
  List<Map<String, String>> objects() {
    return rows.stream().map(this::object).toList();
  }

  private Map<String, String> object(List<String> row) {
    Map<String, String> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), row.get(i));
    }
    return object;
  }
}
