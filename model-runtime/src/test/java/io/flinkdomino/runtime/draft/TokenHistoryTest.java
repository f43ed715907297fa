package io.flinkdomino.runtime.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenHistoryTest {

  private static TokenHistory history(int... tokens) {
    TokenHistory history = new TokenHistory();
    for (int token : tokens) {
      history.add(token);
    }
    return history;
  }

  @Test
  void longestNgramWins() {
    assertThat(history(1, 2, 3, 9, 8, 5, 2, 3, 7, 1, 2, 3).continuation(2).tokens())
        .containsExactly(9, 8);
    assertThat(history(1, 2, 3, 9, 8, 5, 2, 3, 7, 4, 2, 3).continuation(2).tokens())
        .containsExactly(7, 4);
    assertThat(history(1, 2, 3, 9, 8, 5, 2, 3, 7, 4, 6, 3).continuation(2).tokens())
        .containsExactly(7, 4);
  }

  @Test
  void latestOccurrenceWins() {
    assertThat(history(1, 2, 3, 9, 1, 2, 3, 8, 1, 2, 3).continuation(1).tokens())
        .containsExactly(8);
  }

  @Test
  void newTokenHasNoContinuation() {
    assertThat(history(1, 2, 3, 1, 2, 3, 4).continuation(8).tokens()).isEmpty();
    assertThat(history(1).continuation(8).tokens()).isEmpty();
    assertThat(history().continuation(8).tokens()).isEmpty();
  }

  @Test
  void loopGoesOnAsALoop() {
    assertThat(history(9, 4, 5, 6, 4, 5, 6).continuation(8).tokens())
        .containsExactly(4, 5, 6, 4, 5, 6, 4, 5);
    assertThat(history(7, 7).continuation(4).tokens()).containsExactly(7, 7, 7, 7);
  }

  /** A small vocabulary repeats itself often, a large one makes the tables grow. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 40, 1_000})
  void findsWhatAScanOfAllTokensFinds(int vocabulary) {
    Random random = new Random(vocabulary);
    int[] tokens = random.ints(600, 0, vocabulary).toArray();
    TokenHistory history = new TokenHistory();
    for (int length = 1; length <= tokens.length; length++) {
      history.add(tokens[length - 1]);
      assertThat(history.continuation(8).tokens()).isEqualTo(scan(tokens, length));
    }
  }

  private static int[] scan(int[] tokens, int length) {
    for (int n = 3; n >= 1; n--) {
      for (int end = length - 2; end >= n - 1; end--) {
        if (recurs(tokens, n, end, length - 1)) {
          int[] periodic = new int[8];
          int period = length - 1 - end;
          for (int i = 0; i < 8; i++) {
            periodic[i] = tokens[end + 1 + i % period];
          }
          return periodic;
        }
      }
    }
    return new int[0];
  }

  private static boolean recurs(int[] tokens, int n, int oneEnd, int otherEnd) {
    for (int i = 0; i < n; i++) {
      if (tokens[oneEnd - i] != tokens[otherEnd - i]) {
        return false;
      }
    }
    return true;
  }
}
