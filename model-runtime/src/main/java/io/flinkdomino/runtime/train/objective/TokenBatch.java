package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.data.TokenRow;
import java.util.List;

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
    int length = length();
    long[] tokens = new long[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      for (int at = 0; at < rows.get(row).length(); at++) {
        tokens[row * length + at] = rows.get(row).token(at);
      }
    }
    return scope.longs(tokens, rows.size(), length);
  }

  /** 1 where a token is to be learned, else 0, [rows, length] int64. */
  Tensor supervised(TensorScope scope) {
    int length = length();
    long[] supervised = new long[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      for (int at = 0; at < rows.get(row).length(); at++) {
        supervised[row * length + at] = rows.get(row).supervised(at) ? 1 : 0;
      }
    }
    return scope.longs(supervised, rows.size(), length);
  }
}
