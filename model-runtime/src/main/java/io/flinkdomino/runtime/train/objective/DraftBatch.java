package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.data.TokenRow;
import java.util.Arrays;
import java.util.List;

/**
 * Token sequences and, for each, the anchors at which blocks are drafted.
 *
 * @param tokens the sequences
 * @param anchors by row, in any order; rows may have different numbers of them, or none
 */
public record DraftBatch(TokenBatch tokens, List<int[]> anchors) {

  public DraftBatch {
    anchors = List.copyOf(anchors);
  }

  /** The sum of the weights of all labels: exp(-k / gamma) for draft k of each block. */
  double weightSum(int drafts, double gamma) {
    double sum = 0;
    for (int row = 0; row < anchors.size(); row++) {
      TokenRow tokenRow = tokens.rows().get(row);
      for (int anchor : anchors.get(row)) {
        for (int k = 0; k < drafts; k++) {
          sum += tokenRow.supervised(anchor + 1 + k) ? Math.exp(-k / gamma) : 0;
        }
      }
    }
    return sum;
  }

  private int blocks() {
    return anchors.stream().mapToInt(row -> row.length).max().orElse(0);
  }

  /** [rows, blocks] int64, 0 where a row has fewer. */
  Tensor anchors(TensorScope scope) {
    int blocks = blocks();
    long[] all = new long[anchors.size() * blocks];
    for (int row = 0; row < anchors.size(); row++) {
      for (int i = 0; i < anchors.get(row).length; i++) {
        all[row * blocks + i] = anchors.get(row)[i];
      }
    }
    return scope.longs(all, anchors.size(), blocks);
  }

  /** 1 where there is an anchor, else 0, [rows, blocks] int64. */
  Tensor keep(TensorScope scope) {
    int blocks = blocks();
    long[] keep = new long[anchors.size() * blocks];
    for (int row = 0; row < anchors.size(); row++) {
      Arrays.fill(keep, row * blocks, row * blocks + anchors.get(row).length, 1);
    }
    return scope.longs(keep, anchors.size(), blocks);
  }
}
