package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.Tokenizer;
import java.util.Arrays;

/**
 * Turns tokens that come one by one into text that never changes afterwards. Engine thread only.
 *
 * <p>A token's text may depend on the one before it (a leading space, a character spread over
 * several tokens), so tokens are decoded together with those whose text was given out last, and the
 * difference is the new text. While the text ends in U+FFFD a character may still be unfinished,
 * and the whole text since the last that was given out waits. This is the method of
 * text-generation-inference and vLLM; joined texts equal the decoding of all tokens, unless a
 * decoder replaces whole runs of bytes because one of them is no UTF-8.
 */
final class IncrementalDetokenizer {

  private static final String UNFINISHED = "\uFFFD";

  /**
   * How many tokens are looked at while text waits. A character has at most four bytes, so the last
   * tokens tell whether it is finished, and a long wait costs no more per token than a short one.
   */
  private static final int LAST_TOKENS = 8;

  private final Tokenizer tokenizer;
  private final boolean skipSpecialTokens;

  /** First those whose text was given out last, then those whose text waits. */
  private int[] tokens = new int[2 * LAST_TOKENS];

  private int size;
  private int given;
  private String givenText = "";

  /**
   * Starts before the first token.
   *
   * @param skipSpecialTokens whether tokens marked as special have no text
   */
  IncrementalDetokenizer(Tokenizer tokenizer, boolean skipSpecialTokens) {
    this.tokenizer = tokenizer;
    this.skipSpecialTokens = skipSpecialTokens;
  }

  /**
   * The text that this token completes; empty while a character is unfinished.
   *
   * @throws IllegalArgumentException if the id is negative
   */
  String add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = token;
    if (size - given > LAST_TOKENS && !endsFinished(decode(size - LAST_TOKENS, size))) {
      return "";
    }
    String text = decode(0, size);
    if (!endsFinished(text) || text.length() <= givenText.length()) {
      return "";
    }
    return give(text);
  }

  /** The text that still waits, unfinished characters as U+FFFD; nothing comes after it. */
  String flush() {
    String text = decode(0, size);
    return text.length() <= givenText.length() ? "" : give(text);
  }

  private static boolean endsFinished(String text) {
    return !text.isEmpty() && !text.endsWith(UNFINISHED);
  }

  private String give(String text) {
    String news = text.substring(givenText.length());
    size -= given;
    System.arraycopy(tokens, given, tokens, 0, size);
    given = size;
    givenText = decode(0, given);
    return news;
  }

  private String decode(int from, int to) {
    return tokenizer.decode(Arrays.copyOfRange(tokens, from, to), skipSpecialTokens);
  }
}
