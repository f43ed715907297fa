package io.flinkdomino.runtime.draft;

/**
 * Where each n-gram of a growing run of tokens stood last: an open-addressing table of positions,
 * which compares n-grams by the tokens themselves. Engine thread only.
 */
final class NgramTable {

  private static final int FIRST_PLACES = 64; // a power of two, as are all later sizes
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final int n;
  private int[] ends = new int[FIRST_PLACES]; // position of the last token plus 1; 0 where free
  private int used;

  /** A table of n-grams of {@code n} tokens. */
  NgramTable(int n) {
    this.n = n;
  }

  /** Notes the n-gram whose last token stands at {@code end}, in place of an equal earlier one. */
  void note(int[] tokens, int end) {
    if (end < n - 1) {
      return;
    }
    if (2 * used >= ends.length) {
      grow(tokens);
    }
    int place = place(tokens, end);
    if (ends[place] == 0) {
      used++;
    }
    ends[place] = end + 1;
  }

  /** Where the last token of the latest equal n-gram stands; -1 if none was noted. */
  int last(int[] tokens, int end) {
    return end < n - 1 ? -1 : ends[place(tokens, end)] - 1;
  }

  /** The place of the equal n-gram, or the free one where it belongs. */
  private int place(int[] tokens, int end) {
    int hash = 0;
    for (int i = end - n + 1; i <= end; i++) {
      hash = (hash + tokens[i]) * GOLDEN_RATIO;
      hash ^= hash >>> 15;
    }
    int place = hash & (ends.length - 1);
    while (ends[place] != 0 && !equal(tokens, ends[place] - 1, end)) {
      place = (place + 1) & (ends.length - 1);
    }
    return place;
  }

  private boolean equal(int[] tokens, int oneEnd, int otherEnd) {
    for (int i = 0; i < n; i++) {
      if (tokens[oneEnd - i] != tokens[otherEnd - i]) {
        return false;
      }
    }
    return true;
  }

  private void grow(int[] tokens) {
    int[] old = ends;
    ends = new int[2 * old.length];
    for (int end : old) {
      if (end > 0) {
        ends[place(tokens, end - 1)] = end;
      }
    }
  }
}
