package io.flinkdomino.runtime.train.data;

import java.util.BitSet;

/** One token sequence and which of its tokens are to be learned. Immutable. */
public final class TokenRow {

  private final int[] tokens;
  private final BitSet supervised;

  /**
   * Takes copies.
   *
   * @param tokens at least one
   * @param supervised positions to be learned, all below {@code tokens.length}
   */
  public TokenRow(int[] tokens, BitSet supervised) {
    if (tokens.length == 0 || supervised.length() > tokens.length) {
      throw new IllegalArgumentException(
          "a row must have tokens at all supervised positions, got %d tokens and position %d"
              .formatted(tokens.length, supervised.length() - 1));
    }
    this.tokens = tokens.clone();
    this.supervised = (BitSet) supervised.clone();
  }

  /** Number of tokens. */
  public int length() {
    return tokens.length;
  }

  /** The token at a position. */
  public int token(int position) {
    return tokens[position];
  }

  /** Whether the token at a position, which may lie behind the end, is to be learned. */
  public boolean supervised(int position) {
    return supervised.get(position);
  }

  /** How many tokens are to be learned, the first one, which nothing predicts, excluded. */
  public int labels() {
    return supervised.cardinality() - (supervised.get(0) ? 1 : 0);
  }
}
