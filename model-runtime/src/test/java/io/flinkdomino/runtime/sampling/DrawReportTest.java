package io.flinkdomino.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reports say about draws: log probabilities, and how far scores are from another draw. */
class DrawReportTest {

  private static final int DRAWS = 4_000;
  private static final long POSITION = 9;

  /**
   * How much scores are changed: more than between any batch shapes, and so little that no token
   * needs to both come over a cut and catch up with the drawn one.
   */
  private static final double CHANGE = 1e-3;

  private static DrawProbe probe;

  @BeforeAll
  static void open() {
    probe = new DrawProbe();
  }

  @AfterAll
  static void close() {
    probe.close();
  }

  /** Draws once from each row of scores, all with the same noise. */
  private static List<DrawnToken> draw(
      GenerationParameters parameters, long seed, List<double[]> scores) {
    SamplingState state = new SamplingState(parameters, seed, Set.of(), new int[] {1, 2});
    List<DrawProbe.Row> rows =
        scores.stream().map(row -> new DrawProbe.Row(0, 0, POSITION, row)).toList();
    return probe.draw(List.of(state), rows, List.of(List.of()));
  }

  private static GenerationParameters reported(SamplingParameters sampling) {
    return GenerationParameters.of(StopConditions.after(9), sampling, 0).returning(false, true);
  }

  @Test
  void logprobsAreThoseOfTheScoresBeforeProcessing() {
    SamplingParameters all =
        new SamplingParameters(0.7, 3, 0.9, 0.01, 2, 0.5, 0.5, Map.of(4, 9.0), Set.of(3));
    double[] scores = {0.5, 2, 1, 3, -1, 0, 0.25, -2};
    double[] probabilities = ChiSquare.softmax(scores);
    for (int seed = 0; seed < 10; seed++) {
      DrawnToken drawn = draw(reported(all).withLogprobs(3), seed, List.of(scores)).get(0);
      DrawReport report = drawn.report().orElseThrow();

      assertThat(report.emitted().tokenId()).isEqualTo(drawn.tokenId());
      assertThat(report.emitted().logprob())
          .isCloseTo(Math.log(probabilities[drawn.tokenId()]), within(1e-6));
      assertThat(report.top()).extracting(TokenLogprob::tokenId).containsExactly(3, 1, 2);
      for (TokenLogprob likely : report.top()) {
        assertThat(likely.logprob())
            .isCloseTo(Math.log(probabilities[likely.tokenId()]), within(1e-6));
      }
    }
  }

  /** Scores of which each was changed by {@link #CHANGE}, in directions that might matter. */
  private static List<double[]> allChanged(double[] scores, int drawn, Random random) {
    List<double[]> changed = new ArrayList<>();
    IntPredicate itself = token -> token == drawn;
    IntPredicate before = token -> scores[token] > scores[drawn];
    for (IntPredicate up : List.of(itself, before, before.or(itself))) {
      changed.add(shifted(scores, up, CHANGE, -CHANGE));
      changed.add(shifted(scores, up, -CHANGE, CHANGE));
    }
    for (int i = 0; i < 20; i++) {
      changed.add(shifted(scores, token -> random.nextBoolean(), CHANGE, -CHANGE));
    }
    return changed;
  }

  /** Rows of which each has one score changed: up, or that of the drawn token down. */
  private static List<double[]> oneChanged(double[] scores, int drawn, double change) {
    return IntStream.range(0, scores.length)
        .mapToObj(one -> shifted(scores, token -> token == one, one == drawn ? -change : change, 0))
        .toList();
  }

  private static double[] shifted(double[] scores, IntPredicate which, double by, double othersBy) {
    return IntStream.range(0, scores.length)
        .mapToDouble(token -> scores[token] + (which.test(token) ? by : othersBy))
        .toArray();
  }

  private static double[] scores(Random random, int vocabulary) {
    return IntStream.range(0, vocabulary)
        .mapToDouble(i -> (float) (random.nextGaussian() * 1.5))
        .toArray();
  }

  private static SamplingParameters cutting(
      double temperature, int topK, double topP, double minP) {
    return new SamplingParameters(temperature, topK, topP, minP, 1, 0, 0, Map.of(), Set.of());
  }

  private static double oneOf(Random random, Double... values) {
    return values[random.nextInt(values.length)];
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 40})
  void noChangeOfAllScoresBelowHalfTheMarginChangesTheDraw(int vocabulary) {
    Random random = new Random(vocabulary);
    int checked = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      GenerationParameters parameters =
          reported(
              cutting(
                  oneOf(random, 0.0, 0.3, 0.8, 1.0, 1.7),
                  (int) oneOf(random, 0.0, 0.0, 1.0, 3.0, 6.0),
                  oneOf(random, 1.0, 0.95, 0.8, 0.4),
                  oneOf(random, 0.0, 0.0, 0.1, 0.5)));
      double[] scores = scores(random, vocabulary);
      DrawnToken drawn = draw(parameters, seed, List.of(scores)).get(0);
      double margin = drawn.report().orElseThrow().margin();
      if (margin > 2.01 * CHANGE) {
        assertThat(draw(parameters, seed, allChanged(scores, drawn.tokenId(), random)))
            .as("margin %s of %s, seed %d", margin, parameters.sampling(), seed)
            .extracting(DrawnToken::tokenId)
            .containsOnly(drawn.tokenId());
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(DRAWS / 2);
  }

  static List<SamplingParameters> exactMargins() {
    return List.of(
        SamplingParameters.GREEDY,
        SamplingParameters.temperature(0.3),
        SamplingParameters.temperature(1.7),
        cutting(0.8, 3, 1, 0),
        cutting(1.2, 6, 1, 0),
        cutting(0.8, 0, 1, 0.1),
        cutting(1.2, 0, 1, 0.5));
  }

  /**
   * Several cuts at once, and top-p, whose limit moves with all scores, may have smaller margins
   * than they need; so may the best token where min-p cuts, as the limit moves with it.
   */
  @ParameterizedTest
  @MethodSource("exactMargins")
  void oneScoreChangedByTheMarginChangesTheDraw(SamplingParameters sampling) {
    Random random = new Random(3);
    int checked = 0;
    for (int seed = 0; seed < DRAWS / 10; seed++) {
      double[] scores = scores(random, 12);
      DrawnToken drawn = draw(reported(sampling), seed, List.of(scores)).get(0);
      if (sampling.minP() > 0
          && scores[drawn.tokenId()] == DoubleStream.of(scores).max().orElseThrow()) {
        continue;
      }
      double margin = drawn.report().orElseThrow().margin();
      assertThat(
              draw(
                  reported(sampling),
                  seed,
                  oneChanged(scores, drawn.tokenId(), 1.001 * margin + 1e-5)))
          .as("margin %s, seed %d", margin, seed)
          .extracting(DrawnToken::tokenId)
          .isNotEqualTo(Collections.nCopies(scores.length, drawn.tokenId()));
      checked++;
    }
    assertThat(checked).isGreaterThan(DRAWS / 40);
  }
}
