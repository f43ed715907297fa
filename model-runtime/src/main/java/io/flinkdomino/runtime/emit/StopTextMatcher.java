package io.flinkdomino.runtime.emit;

import java.util.List;
import java.util.OptionalInt;

/**
 * Finds stop texts in a text that comes in pieces. Engine thread only.
 *
 * <p>Which match is found depends on the text alone, not on how it is cut into pieces: the one that
 * ends first, and among those that end there the longest. Every stop text carries on the length of
 * its longest beginning that the text so far ends in (Knuth, Morris and Pratt), so a piece costs
 * its own length times the number of stop texts.
 */
final class StopTextMatcher {

  private final List<Progress> stopTexts;
  private int length;

  /**
   * Starts before the first piece.
   *
   * @param stopTexts none of them empty
   */
  StopTextMatcher(List<String> stopTexts) {
    this.stopTexts = stopTexts.stream().map(Progress::new).toList();
  }

  /**
   * Takes in the next piece, all of it.
   *
   * @return where the first match that ends within this piece starts, as an index (UTF-16) into all
   *     pieces joined; it may lie in an earlier piece
   */
  OptionalInt add(String piece) {
    OptionalInt first = OptionalInt.empty();
    for (int i = 0; i < piece.length(); i++) {
      length++;
      int longest = 0;
      for (Progress stopText : stopTexts) {
        longest = Math.max(longest, stopText.advance(piece.charAt(i)));
      }
      if (longest > 0 && first.isEmpty()) {
        first = OptionalInt.of(length - longest);
      }
    }
    return first;
  }

  /** How much of one stop text the text so far ends in. */
  private static final class Progress {

    private final String stopText;

    /** For each length of a beginning, that of the longest shorter one that it ends in. */
    private final int[] shorter;

    private int matched;

    Progress(String stopText) {
      this.stopText = stopText;
      shorter = new int[stopText.length() + 1];
      for (int end = 1, known = 0; end < stopText.length(); end++) {
        known = extend(known, stopText.charAt(end));
        shorter[end + 1] = known;
      }
    }

    /** The stop text's length if this character completes it, otherwise 0. */
    int advance(char next) {
      matched = extend(matched, next);
      if (matched < stopText.length()) {
        return 0;
      }
      matched = shorter[matched];
      return stopText.length();
    }

    private int extend(int beginning, char next) {
      int known = beginning;
      while (known > 0 && stopText.charAt(known) != next) {
        known = shorter[known];
      }
      return stopText.charAt(known) == next ? known + 1 : 0;
    }
  }
}
