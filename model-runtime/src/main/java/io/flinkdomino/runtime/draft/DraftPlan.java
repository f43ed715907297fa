package io.flinkdomino.runtime.draft;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who drafts in a step, and how far.
 *
 * @param rows decoding rows that draft, in ascending order
 * @param length most drafts of each, at least 1 unless there are no rows
 * @param sureness whether the drafter says how sure it is of each draft, which costs it something
 */
public record DraftPlan(List<Integer> rows, int length, boolean sureness) {

  /** Nobody drafts. */
  public static final DraftPlan NONE = new DraftPlan(List.of(), 0, false);

  public DraftPlan {
    rows = List.copyOf(rows);
  }

  /** Each of so many rows drafts so far. */
  public static DraftPlan all(int rows, int length) {
    return new DraftPlan(IntStream.range(0, rows).boxed().toList(), length, false);
  }

  /** Whether nobody drafts. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Whether rows 0 to n-1 draft, for some n. */
  public boolean isPrefix() {
    return rows.isEmpty() || rows.get(rows.size() - 1) == rows.size() - 1;
  }

  /** One length for each of these rows. */
  List<Integer> each(int value) {
    return Collections.nCopies(rows.size(), value);
  }
}
