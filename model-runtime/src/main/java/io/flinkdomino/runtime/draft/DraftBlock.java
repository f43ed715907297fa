package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.torch.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * Draft tokens of one step, still on the device.
 *
 * @param draftTokens [decoding rows, width] int64, anchor excluded; a row's first {@code drafted}
 *     columns count
 * @param drafted per row, tokens sent to verification
 * @param proposed per row, tokens that the drafter produced; at least {@code drafted}
 */
public record DraftBlock(Tensor draftTokens, List<Integer> drafted, List<Integer> proposed) {

  public DraftBlock {
    drafted = List.copyOf(drafted);
    proposed = List.copyOf(proposed);
  }

  /** A block in which each of so many rows drafts every column. */
  public static DraftBlock full(Tensor draftTokens, int rows, int width) {
    List<Integer> all = Collections.nCopies(rows, width);
    return new DraftBlock(draftTokens, all, all);
  }

  /** Columns of {@code draftTokens}. */
  public int width() {
    return (int) draftTokens.shape()[1];
  }
}
