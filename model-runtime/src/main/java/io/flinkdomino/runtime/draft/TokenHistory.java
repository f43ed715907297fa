package io.flinkdomino.runtime.draft;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens of one sequence so far, and where their n-grams stood last. A token costs the same
 * however many came before it. Engine thread only.
 */
final class TokenHistory {

  /** The longest n-gram looked for: three tokens rarely recur by chance. */
  private static final int LONGEST = 3;

  /** The shortest: a single token that recurs is a poor hint, and still costs nothing to try. */
  private static final int SHORTEST = 1;

  // Longest first.
  private final List<NgramTable> tables =
      IntStream.rangeClosed(SHORTEST, LONGEST)
          .mapToObj(i -> new NgramTable(LONGEST + SHORTEST - i))
          .toList();
  private int[] tokens = new int[64];
  private int length;

  /** Tokens so far. */
  int length() {
    return length;
  }

  /** Adds the next token. */
  void add(int token) {
    // What ends with the newest token is not noted before another follows it: it would be found
    // as its own earlier occurrence.
    for (NgramTable table : tables) {
      table.note(tokens, length - 1);
    }
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * length);
    }
    tokens[length++] = token;
  }

  /**
   * What followed when the newest tokens stood together the last time, by the longest n-gram that
   * did. Where the known tokens end it goes on with itself, so that a loop goes on as a loop.
   *
   * @return {@code count} tokens, or none if even the newest token is new
   */
  Continuation continuation(int count) {
    for (int i = 0; i < tables.size(); i++) {
      NgramTable table = tables.get(i);
      int end = table.last(tokens, length - 1);
      if (end >= 0) {
        float sureness = (float) (tables.size() - i) / (tables.size() + 1);
        return new Continuation(following(end + 1, count), sureness);
      }
    }
    return Continuation.NONE;
  }

  private int[] following(int start, int count) {
    int[] following = new int[count];
    for (int i = 0; i < count; i++) {
      int position = start + i;
      following[i] = position < length ? tokens[position] : following[position - length];
    }
    return following;
  }
}
