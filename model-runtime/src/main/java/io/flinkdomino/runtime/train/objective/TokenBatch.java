package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.data.TokenRow;
import java.util.List;
import java.util.function.ToLongBiFunction;

/**
 * Token sequences side by side, padded behind to the longest.
 *
 * @param rows at least one
 */
public record TokenBatch(List<TokenRow> rows) {

  public TokenBatch {
    rows = List.copyOf(rows);
  }

  /** Tokens of the longest row. */
  public int length() {
    return rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
  }

  /** Tokens [rows, length] int64, 0 where a row has ended. */
  Tensor tokens(TensorScope scope) {
    return cells(scope, TokenRow::token);
  }

  /** 1 where a token is to be learned, else 0, [rows, length] int64. */
  Tensor supervised(TensorScope scope) {
    return cells(scope, (row, at) -> row.supervised(at) ? 1 : 0);
  }

  private Tensor cells(TensorScope scope, ToLongBiFunction<TokenRow, Integer> cell) {
    int length = length();
    long[] cells = new long[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      for (int at = 0; at < rows.get(row).length(); at++) {
        cells[row * length + at] = cell.applyAsLong(rows.get(row), at);
      }
    }
    return scope.longs(cells, rows.size(), length);
  }
}
