package io.flinkdomino.runtime.torch;

import java.util.Arrays;

/** A two-dimensional table of int64 that grows by columns. One thread at a time. */
public final class LongTable {

  private final int rows;
  private long[] values;
  private int columns;

  /** Starts without columns. */
  public LongTable(int rows) {
    this.rows = rows;
    this.values = new long[16 * rows];
  }

  /** Adds a column of one value a row. */
  public void add(long... column) {
    if (column.length != rows) {
      throw new IllegalArgumentException(
          "column must have " + rows + " values, got " + column.length);
    }
    int end = (columns + 1) * rows;
    if (end > values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    System.arraycopy(column, 0, values, columns * rows, rows);
    columns++;
  }

  /** Columns so far. */
  public int columns() {
    return columns;
  }

  /** All values, row by row. */
  public long[] toArray() {
    long[] flat = new long[rows * columns];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        flat[row * columns + column] = values[column * rows + row];
      }
    }
    return flat;
  }

  /** [rows, columns] int64. */
  public Tensor upload(TensorScope scope) {
    return scope.longs(toArray(), rows, columns);
  }
}
