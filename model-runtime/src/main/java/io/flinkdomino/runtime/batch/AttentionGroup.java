package io.flinkdomino.runtime.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring rows whose attention is computed at once, each as if it were as long as the longest.
 *
 * @param first the first row
 * @param rows how many
 * @param queries tokens that each row reads
 * @param keys tokens that the longest of them sees
 */
public record AttentionGroup(int first, int rows, int queries, int keys) {

  /** Of the keys that attention reads, at most this share is padding. */
  public static final double MAX_PADDING = 0.2;

  /**
   * Groups rows so that no group reads more padding than {@link #MAX_PADDING}.
   *
   * @param queries tokens that each row reads
   * @param keys tokens that each row sees
   */
  public static List<AttentionGroup> of(List<Integer> queries, List<Integer> keys) {
    List<AttentionGroup> groups = new ArrayList<>();
    int first = 0;
    long needed = 0;
    int longest = 0;
    for (int row = 0; row < queries.size(); row++) {
      int length = keys.get(row);
      long read = (long) (row - first + 1) * Math.max(longest, length);
      boolean fits =
          queries.get(row).equals(queries.get(first))
              && read - (needed + length) <= MAX_PADDING * read;
      if (!fits) {
        groups.add(new AttentionGroup(first, row - first, queries.get(first), longest));
        first = row;
        needed = 0;
        longest = 0;
      }
      needed += length;
      longest = Math.max(longest, length);
    }
    if (!queries.isEmpty()) {
      groups.add(new AttentionGroup(first, queries.size() - first, queries.get(first), longest));
    }
    return List.copyOf(groups);
  }
}
