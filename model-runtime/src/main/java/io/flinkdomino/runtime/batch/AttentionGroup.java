package io.flinkdomino.runtime.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    return of(IntStream.range(0, queries.size()).boxed().toList(), queries, keys);
  }

  /**
   * Groups some of the rows.
   *
   * @param rows which, in ascending order
   * @param queries tokens that each of them reads
   * @param keys tokens that each of them sees
   */
  public static List<AttentionGroup> of(
      List<Integer> rows, List<Integer> queries, List<Integer> keys) {
    List<AttentionGroup> groups = new ArrayList<>();
    int first = 0;
    long needed = 0;
    int longest = 0;
    for (int i = 0; i < rows.size(); i++) {
      int length = keys.get(i);
      long read = (long) (i - first + 1) * Math.max(longest, length);
      boolean fits =
          rows.get(i) - rows.get(first) == i - first
              && queries.get(i).equals(queries.get(first))
              && read - (needed + length) <= MAX_PADDING * read;
      if (!fits) {
        groups.add(new AttentionGroup(rows.get(first), i - first, queries.get(first), longest));
        first = i;
        needed = 0;
        longest = 0;
      }
      needed += length;
      longest = Math.max(longest, length);
    }
    if (!rows.isEmpty()) {
      int count = rows.size() - first;
      groups.add(new AttentionGroup(rows.get(first), count, queries.get(first), longest));
    }
    return List.copyOf(groups);
  }
}
