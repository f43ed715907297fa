package io.flinkdomino.runtime.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeReaderTest {

  private static PassOutcome read(int columns, List<Integer> drafted, int drawing, long... packed) {
    return new OutcomeReader(
            columns, drafted, Collections.nCopies(drawing, false), packed, new double[0], 0)
        .read();
  }

  private static List<DrawnToken> tokens(Integer... ids) {
    return Arrays.stream(ids).map(DrawnToken::of).toList();
  }

  @Test
  void rowsAreDraftsThenAcceptedCountThenNextToken() {
    assertThat(read(3, List.of(3, 3), 2, 5, 6, 7, 2, 50, 8, 9, 10, 0, 60))
        .isEqualTo(
            new PassOutcome(
                List.of(
                    new Verification(List.of(5, 6, 7), tokens(5, 6, 50)),
                    new Verification(List.of(8, 9, 10), tokens(60))),
                List.of()));
  }

  @Test
  void columnsThatASequenceDidNotVerifyAreNoDrafts() {
    assertThat(read(2, List.of(1, 0), 2, 5, 6, 1, 50, 8, 9, 0, 60).verifications())
        .containsExactly(
            new Verification(List.of(5), tokens(5, 50)), new Verification(List.of(), tokens(60)));
  }

  @Test
  void firstTokensOfPromptsFollowTheRows() {
    assertThat(read(1, List.of(1), 3, 5, 1, 50, 70, 80).firstTokens()).isEqualTo(tokens(70, 80));
  }

  @Test
  void passMayOnlyPrefill() {
    assertThat(read(3, List.of(), 1, 70)).isEqualTo(new PassOutcome(List.of(), tokens(70)));
    assertThat(read(3, List.of(), 0).firstTokens()).isEmpty();
  }

  @Test
  void reportsGoToTheTokensTheyAreAboutAndThoseOfRejectedDraftsToNone() {
    // Two drafts of the second sequence were verified, one was kept; then a prompt's first token.
    double[] reports = {
      0.1, -1, -0.5, 7, //
      0.2, -2, -0.25, 8, //
      0.3, -3, -0.125, 9, //
      0.4, -4, -0.75, 6
    };
    PassOutcome outcome =
        new OutcomeReader(
                2,
                List.of(2, 2),
                List.of(false, true, true),
                new long[] {1, 2, 2, 30, 3, 4, 1, 40, 50},
                reports,
                1)
            .read();

    assertThat(outcome.verifications().get(0).kept()).isEqualTo(tokens(1, 2, 30));
    assertThat(outcome.verifications().get(1).kept())
        .containsExactly(
            drawn(3, 0.1, -1, new TokenLogprob(7, -0.5)),
            drawn(40, 0.2, -2, new TokenLogprob(8, -0.25)));
    assertThat(outcome.firstTokens())
        .containsExactly(drawn(50, 0.4, -4, new TokenLogprob(6, -0.75)));
  }

  private static DrawnToken drawn(int token, double margin, double logprob, TokenLogprob likely) {
    return new DrawnToken(
        token,
        Optional.of(new DrawReport(margin, new TokenLogprob(token, logprob), List.of(likely))));
  }
}
