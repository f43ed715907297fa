package io.flinkdomino.runtime.prompt;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Proves from a byte-level vocabulary how many tokens a text has at least, in one pass and without
 * tokenizing, which takes a second for a megabyte.
 *
 * <p>The idea: two neighbouring bytes that stand together in no token are always cut apart, such as
 * a letter and the space behind it; and a byte whose longest token has n bytes makes up at least an
 * n-th of its own. Between two cuts there are so many tokens as these shares add up to, and at
 * least one. A normalizer to NFC may compose characters; then only characters count that it leaves
 * alone in every version of Unicode, and that do not stand before one that it might compose them
 * with.
 */
final class FewestTokens {

  private static final int BYTES = 256;

  /** Shares are in units of 2^-32 and rounded down, so that their sum proves no token too many. */
  private static final int SHARE_BITS = 32;

  private final boolean composes;
  private final BitSet together = new BitSet(BYTES * BYTES);
  private final int[] longest = new int[BYTES];

  /**
   * A vocabulary without tokens.
   *
   * @param composes whether text is normalized to NFC before
   */
  FewestTokens(boolean composes) {
    this.composes = composes;
  }

  /** Adds a token of the vocabulary. */
  void add(byte[] token) {
    for (int i = 0; i < token.length; i++) {
      int value = Byte.toUnsignedInt(token[i]);
      longest[value] = Math.max(longest[value], token.length);
      if (i > 0) {
        together.set(pair(Byte.toUnsignedInt(token[i - 1]), value));
      }
    }
  }

  private static int pair(int first, int second) {
    return first * BYTES + second;
  }

  /** No tokenization of this text has fewer tokens; the text may be invalid Unicode. */
  long of(String text) {
    Count count = new Count();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean stays =
          !composes || (isLeftAlone(c) && (i == text.length() || isLeftAlone(text.codePointAt(i))));
      if (stays) {
        count.add(c);
      } else {
        count.skip();
      }
    }
    return text.isEmpty() ? 0 : count.tokens();
  }

  /**
   * ASCII to Latin, Cyrillic letters, ideographs and emoji: none composes with another of these.
   */
  private static boolean isLeftAlone(int c) {
    return c < 0x300
        || (c >= 0x400 && c <= 0x482)
        || (c >= 0x48A && c <= 0x52F)
        || (c >= 0x4E00 && c <= 0x9FCC)
        || (c >= 0x1F300 && c <= 0x1F64F);
  }

  private final class Count {

    private static final int NONE = -1;

    private long tokens;
    private long shares;
    private int before = NONE;

    void add(int codePoint) {
      if (codePoint < 0x80) {
        addByte(codePoint);
        return;
      }
      for (byte value : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        addByte(Byte.toUnsignedInt(value));
      }
    }

    /** Characters that nothing is known of; a token may reach over them. */
    void skip() {
      before = NONE;
    }

    private void addByte(int value) {
      if (before != NONE && !together.get(pair(before, value))) {
        tokens = tokens();
        shares = 0;
      }
      shares += (1L << SHARE_BITS) / longest[value];
      before = value;
    }

    /** So far; what stands behind the last cut is at least one. */
    long tokens() {
      return tokens + Math.max(1, (shares + (1L << SHARE_BITS) - 1) >>> SHARE_BITS);
    }
  }
}
