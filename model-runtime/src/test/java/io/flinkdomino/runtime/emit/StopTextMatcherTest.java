package io.flinkdomino.runtime.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopTextMatcherTest {

  /**
   * @param piece number of the piece in which a stop text is first complete, from 0
   * @param start where in the whole text it starts
   */
  private record Match(int piece, int start) {}

  private static final Match NONE = new Match(-1, -1);

  private static Match find(List<String> stopTexts, List<String> pieces) {
    StopTextMatcher matcher = new StopTextMatcher(stopTexts);
    for (int piece = 0; piece < pieces.size(); piece++) {
      OptionalInt start = matcher.add(pieces.get(piece));
      if (start.isPresent()) {
        return new Match(piece, start.getAsInt());
      }
    }
    return NONE;
  }

  private static List<String> characters(String text) {
    return text.chars().mapToObj(Character::toString).toList();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(find(List.of("end", "stop"), List.of("the en", "", "t and the sto")))
        .isEqualTo(NONE);
    assertThat(find(List.of(), List.of("text"))).isEqualTo(NONE);
  }

  @Test
  void findsStopTextWithinOnePiece() {
    assertThat(find(List.of("end"), List.of("go ", "the end of it"))).isEqualTo(new Match(1, 7));
  }

  @Test
  void findsStopTextAcrossPieces() {
    assertThat(find(List.of("the end"), List.of("go t", "he", "", " e", "nd", "!")))
        .isEqualTo(new Match(4, 3));
  }

  @Test
  void findsStopTextThatIsAWholePieceOrTheFirstCharacter() {
    assertThat(find(List.of("\n"), List.of("a", "\n", "\n"))).isEqualTo(new Match(1, 1));
    assertThat(find(List.of("a"), List.of("a"))).isEqualTo(new Match(0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "aab, aaab, 1",
    "aab, aaaaaab, 4",
    "abab, abaabab, 3",
    "abcabd, abcabcabd, 3",
    "aabaaa, aabaabaaa, 3"
  })
  void findsStopTextBehindItsOwnBeginnings(String stopText, String text, int start) {
    assertThat(find(List.of(stopText), List.of(text))).isEqualTo(new Match(0, start));
    assertThat(find(List.of(stopText), characters(text)))
        .isEqualTo(new Match(text.length() - 1, start));
  }

  @Test
  void theStopTextThatIsCompleteFirstCounts() {
    List<String> stopTexts = List.of("long stop text", "stop");

    assertThat(find(stopTexts, List.of("a long stop text"))).isEqualTo(new Match(0, 7));
    assertThat(find(stopTexts, characters("a long stop text"))).isEqualTo(new Match(10, 7));
  }

  @Test
  void ofTwoThatAreCompleteTogetherTheOneThatStartsFirstCounts() {
    assertThat(find(List.of("p", "stop", "op"), List.of("a stop"))).isEqualTo(new Match(0, 2));
    assertThat(find(List.of("stop", "p", "op"), characters("a stop"))).isEqualTo(new Match(5, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void laterMatchesAreFoundAfterOneThatIsPassedBy(int passedBy) {
    StopTextMatcher matcher = new StopTextMatcher(List.of("aa"));
    for (int i = 0; i <= passedBy; i++) {
      matcher.add("a");
    }

    assertThat(matcher.add("a")).hasValue(passedBy);
  }

  @Test
  void charactersOfTwoUnitsMatchAsAWhole() {
    assertThat(find(List.of("\uD83D\uDE01"), List.of("\uD83D\uDE00", "\uD83D\uDE01")))
        .isEqualTo(new Match(1, 2));
  }

  /** Few letters, so that stop texts overlap themselves and each other in every way. */
  @Test
  void agreesWithLookingAtTheWholeTextEachTime() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      List<String> stopTexts = words(random, 1 + random.nextInt(16), 1, 6);
      List<String> pieces = words(random, random.nextInt(8), 0, 5);

      assertThat(find(stopTexts, pieces))
          .as("%s in %s", stopTexts, pieces)
          .isEqualTo(look(stopTexts, pieces));
    }
  }

  private static List<String> words(Random random, int count, int shortest, int longest) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int length = shortest + random.nextInt(longest - shortest + 1);
              StringBuilder word = new StringBuilder();
              for (int c = 0; c < length; c++) {
                word.append("aaab".charAt(random.nextInt(4)));
              }
              return word.toString();
            })
        .toList();
  }

  private static Match look(List<String> stopTexts, List<String> pieces) {
    List<Integer> ends = new ArrayList<>();
    int length = 0;
    for (String piece : pieces) {
      length += piece.length();
      ends.add(length);
    }
    String text = String.join("", pieces);
    for (int end = 1; end <= text.length(); end++) {
      String soFar = text.substring(0, end);
      int longest =
          stopTexts.stream().filter(soFar::endsWith).mapToInt(String::length).max().orElse(0);
      if (longest > 0) {
        int piece = 0;
        while (ends.get(piece) < end) {
          piece++;
        }
        return new Match(piece, end - longest);
      }
    }
    return NONE;
  }
}
