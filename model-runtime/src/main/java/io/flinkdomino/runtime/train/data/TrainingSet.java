package io.flinkdomino.runtime.train.data;

import java.util.List;

/**
 * What a file holds.
 *
 * @param rows that can be learned from, in the file's order
 * @param problems one for each other line
 */
public record TrainingSet(List<TokenRow> rows, List<RowProblem> problems) {

  public TrainingSet {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /** Tokens of all rows. */
  public long tokens() {
    return rows.stream().mapToLong(TokenRow::length).sum();
  }
}
