package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.Tokenizer;
import java.util.List;
import java.util.OptionalInt;

/** The text of a completion that grows token by token, until a stop text is in it. */
final class StopTextSearch {

  private final IncrementalDetokenizer detokenizer;
  private final StopTextMatcher matcher;
  private final StringBuilder text = new StringBuilder();

  StopTextSearch(Tokenizer tokenizer, List<String> stopTexts) {
    detokenizer = new IncrementalDetokenizer(tokenizer, true);
    matcher = new StopTextMatcher(stopTexts);
  }

  /**
   * Adds a token's text. Text that waits for the rest of a character counts as text of the token
   * that brings the rest.
   *
   * @param last whether no token follows, so that no text waits any longer
   * @param counts whether a stop text may end the completion with this token
   * @return whether one did; the text is then what stood before it, and nothing may be added
   */
  boolean add(int token, boolean last, boolean counts) {
    String piece = detokenizer.add(token);
    if (last) {
      piece += detokenizer.flush();
    }
    text.append(piece);
    OptionalInt match = matcher.add(piece);
    if (match.isEmpty() || !counts) {
      return false;
    }
    text.setLength(match.getAsInt());
    return true;
  }

  /** What was added, or what of it stood before the stop text. */
  String text() {
    return text.toString();
  }
}
