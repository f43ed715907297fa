package io.flinkdomino.runtime.train.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a file holds.
 *
 * @param rows that can be learned from, in the file's order
 * @param problems one for each other line
 */
public record TrainingSet(List<TokenRow> rows, List<RowProblem> problems) {

  /** Of no file. */
  public static final TrainingSet NONE = new TrainingSet(List.of(), List.of());

  public TrainingSet {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /** These, then those of another file. */
  public TrainingSet plus(TrainingSet other) {
    return new TrainingSet(
        Stream.concat(rows.stream(), other.rows.stream()).toList(),
        Stream.concat(problems.stream(), other.problems.stream()).toList());
  }

  /** Tokens of all rows. */
  public long tokens() {
    return rows.stream().mapToLong(TokenRow::length).sum();
  }
}
