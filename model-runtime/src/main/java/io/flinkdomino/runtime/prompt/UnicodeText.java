package io.flinkdomino.runtime.prompt;

import java.util.OptionalInt;

/** Java strings may hold half a character; no tokenizer can encode it. */
final class UnicodeText {

  private UnicodeText() {}

  /** The index of the first surrogate without its partner; empty if the text is valid Unicode. */
  static OptionalInt firstUnpairedSurrogate(String text) {
    int index = 0;
    while (index < text.length()) {
      int codePoint = text.codePointAt(index);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return OptionalInt.of(index);
      }
      index += Character.charCount(codePoint);
    }
    return OptionalInt.empty();
  }
}
