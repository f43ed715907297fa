package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads what came back from a target pass. */
final class OutcomeReader {

  private final int columns;
  private final List<Integer> drafted;
  private final List<Boolean> reported;
  private final int[] packed;
  private final double[] reports;
  private final int top;
  private int nextReport;

  /**
   * @param columns of the drafts
   * @param drafted per decoding sequence, drafts that were verified
   * @param reported per drawing sequence, whether there are reports on its rows
   * @param packed drafts, accepted count and next token of each decoding row, then first tokens
   * @param reports of the rows that are reported on, in their order; each {@code 2 + 2 * top} long
   */
  OutcomeReader(
      int columns,
      List<Integer> drafted,
      List<Boolean> reported,
      long[] packed,
      double[] reports,
      int top) {
    this.columns = columns;
    this.drafted = drafted;
    this.reported = reported;
    this.packed = Arrays.stream(packed).mapToInt(Math::toIntExact).toArray();
    this.reports = reports;
    this.top = top;
  }

  PassOutcome read() {
    int width = columns + 2;
    List<Verification> verifications = new ArrayList<>();
    for (int row = 0; row < drafted.size(); row++) {
      verifications.add(verification(row, row * width));
    }
    List<DrawnToken> firstTokens = new ArrayList<>();
    for (int i = 0; i < reported.size() - drafted.size(); i++) {
      firstTokens.add(drawn(drafted.size() + i, packed[drafted.size() * width + i]));
    }
    return new PassOutcome(verifications, firstTokens);
  }

  private Verification verification(int row, int from) {
    int verified = drafted.get(row);
    int accepted = packed[from + columns];
    List<DrawnToken> kept = new ArrayList<>(accepted + 1);
    for (int i = 0; i <= accepted; i++) {
      int place = i < accepted ? i : columns + 1;
      kept.add(drawn(row, packed[from + place]));
    }
    if (reported.get(row)) {
      nextReport += verified - accepted;
    }
    return new Verification(
        IntStream.range(from, from + verified).map(i -> packed[i]).boxed().toList(), kept);
  }

  private DrawnToken drawn(int drawing, int token) {
    if (!reported.get(drawing)) {
      return DrawnToken.of(token);
    }
    int from = nextReport++ * DrawReport.width(top);
    return new DrawnToken(token, Optional.of(DrawReport.read(token, reports, from, top)));
  }
}
