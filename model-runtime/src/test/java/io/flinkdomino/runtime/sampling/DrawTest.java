package io.flinkdomino.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn from given scores, against a reference that does one thing after another. */
class DrawTest {

  private static final int DRAFTS = 5;
  private static final double TIE = 1e-4;

  private static DrawProbe probe;

  @BeforeAll
  static void open() {
    probe = new DrawProbe();
  }

  @AfterAll
  static void close() {
    probe.close();
  }

  @Test
  void noiseIsTheHashOfSeedPositionAndTokenThatTheReferenceComputes() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long seed = random.nextLong();
      long position = random.nextInt(100_000);
      int token = random.nextInt(151_936);
      assertThat(probe.gumbel(seed, position, token))
          .as("seed %d position %d token %d", seed, position, token)
          .isCloseTo(ReferenceSampler.gumbel(seed, position, token), within(1e-12));
    }
  }

  /** One sequence of a random batch. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(
      GenerationParameters parameters,
      long seed,
      Set<Integer> stopTokenIds,
      int[] prompt,
      List<Integer> completion,
      List<Integer> drafts) {

    SamplingState state() {
      SamplingState state = new SamplingState(parameters, seed, stopTokenIds, prompt);
      state.readUpTo(completion);
      return state;
    }

    List<Integer> completionWith(int accepted) {
      List<Integer> all = new ArrayList<>(completion);
      all.addAll(drafts.subList(0, accepted));
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 640, 4_000, 20_000})
  void drawsEqualTheReferenceForAllParametersAtAllBlockPositions(int vocabulary) {
    Random random = new Random(vocabulary);
    int checked = 0;
    int all = 0;
    for (int batch = 0; batch < (vocabulary > 10_000 ? 12 : 60); batch++) {
      List<Case> cases =
          IntStream.range(0, 1 + random.nextInt(8))
              .mapToObj(i -> randomCase(random, vocabulary))
              .toList();
      List<DrawProbe.Row> rows = new ArrayList<>();
      for (int sequence = 0; sequence < cases.size(); sequence++) {
        Case c = cases.get(sequence);
        double spread = random.nextInt(3) == 0 ? 0.3 : 4;
        int drafts = random.nextInt(DRAFTS + 1);
        for (int offset = 0; offset <= drafts; offset++) {
          long position = (long) c.prompt().length + c.completion().size() + offset;
          rows.add(
              new DrawProbe.Row(sequence, offset, position, scores(random, vocabulary, spread)));
        }
      }
      checked += assertDraws(cases, rows);
      all += rows.size();
    }
    assertThat(checked).as("draws that no tie excused").isGreaterThan(all * 9 / 10);
  }

  private static int assertDraws(List<Case> cases, List<DrawProbe.Row> rows) {
    List<DrawnToken> drawn =
        probe.draw(
            cases.stream().map(Case::state).toList(),
            rows,
            cases.stream().map(Case::drafts).toList());
    int checked = 0;
    for (int i = 0; i < rows.size(); i++) {
      DrawProbe.Row row = rows.get(i);
      Case c = cases.get(row.sequence());
      int expected =
          ReferenceSampler.draw(
              row.scores(),
              c.parameters(),
              c.seed(),
              c.stopTokenIds(),
              c.prompt(),
              c.completionWith(row.offset()));
      if (drawn.get(i).report().orElseThrow().margin() > TIE) {
        assertThat(drawn.get(i).tokenId())
            .as("row %d of %s", i, c.parameters())
            .isEqualTo(expected);
        checked++;
      }
    }
    return checked;
  }

  /** Scores that float32 holds exactly. */
  private static double[] scores(Random random, int vocabulary, double spread) {
    return DoubleStream.generate(() -> (float) (random.nextGaussian() * spread))
        .limit(vocabulary)
        .toArray();
  }

  private static Case randomCase(Random random, int vocabulary) {
    List<Integer> completion = tokens(random, random.nextInt(12), vocabulary);
    int minTokens = random.nextInt(3) == 0 ? random.nextInt(16) : 0;
    GenerationParameters parameters =
        GenerationParameters.of(
                new StopConditions(100, minTokens, List.of(), Set.of(), true),
                randomSampling(random, vocabulary),
                0)
            .returning(false, true);
    return new Case(
        parameters,
        random.nextLong(),
        Set.of(random.nextInt(vocabulary)),
        tokens(random, 1 + random.nextInt(12), vocabulary).stream().mapToInt(i -> i).toArray(),
        completion,
        tokens(random, DRAFTS, vocabulary));
  }

  private static List<Integer> tokens(Random random, int count, int vocabulary) {
    // From few tokens, so that they repeat.
    return random.ints(count, 0, Math.min(vocabulary, 9)).boxed().toList();
  }

  private static SamplingParameters randomSampling(Random random, int vocabulary) {
    Map<Integer, Double> bias = new HashMap<>();
    Set<Integer> banned = new HashSet<>();
    if (random.nextInt(3) == 0) {
      random.ints(3, 0, vocabulary).forEach(token -> bias.put(token, random.nextGaussian() * 5));
    }
    if (random.nextInt(3) == 0) {
      random.ints(3, 0, vocabulary).forEach(banned::add);
    }
    return new SamplingParameters(
        List.of(0.0, 0.1, 0.7, 1.0, 2.0).get(random.nextInt(5)),
        List.of(0, 0, 1, 5, 40, 5_000).get(random.nextInt(6)),
        List.of(1.0, 1.0, 0.95, 0.5, 0.01).get(random.nextInt(5)),
        List.of(0.0, 0.0, 0.0, 0.05, 0.6, 1.0).get(random.nextInt(6)),
        List.of(1.0, 1.0, 1.3, 0.8).get(random.nextInt(4)),
        List.of(0.0, 0.0, 0.5, -1.0).get(random.nextInt(4)),
        List.of(0.0, 0.0, 0.4, -0.7).get(random.nextInt(4)),
        bias,
        banned);
  }

  @Test
  void scoresThatDifferByLessThanHalfTheMarginGiveTheSameToken() {
    Random random = new Random(11);
    int close = 0;
    for (int round = 0; round < 1_500; round++) {
      int vocabulary = 5 + random.nextInt(60);
      double[] scores = scores(random, vocabulary, 0.2 + 2 * random.nextDouble());
      if (random.nextInt(4) == 0) {
        scores = Arrays.stream(scores).map(Math::rint).toArray(); // many are equal
      }
      SamplingParameters sampling = withoutPenalties(randomSampling(random, vocabulary));
      long seed = random.nextLong();
      DrawnToken drawn = draw(scores, sampling, seed);
      double margin = Math.min(drawn.report().orElseThrow().margin(), 2);
      close += margin < 0.1 ? 1 : 0;
      for (int i = 0; i < 12; i++) {
        double[] moved =
            Arrays.stream(scores)
                .map(x -> (float) (x + (random.nextBoolean() ? 0.49 : -0.49) * margin))
                .toArray();
        if (margin > TIE) {
          assertThat(draw(moved, sampling, seed).tokenId())
              .as("%s of %s by %s", sampling, Arrays.toString(scores), margin)
              .isEqualTo(drawn.tokenId());
        }
      }
    }
    assertThat(close).as("draws that are worth moving closely").isGreaterThan(100);
  }

  @Test
  void marginsAreNoSmallerThanTheyMustBe() {
    double[] scores = {3, 1, 0};
    assertThat(margin(scores, SamplingParameters.GREEDY, 1)).isCloseTo(2, within(1e-6));
    // The best token is never cut, and with top-k 1 nothing but the next best decides.
    assertThat(margin(scores, sampling(1, 0, 1, 1), 1)).isGreaterThan(1.9);
    assertThat(margin(scores, sampling(1, 1, 1, 0), 1)).isCloseTo(2, within(1e-6));
    // Three scores equal to the last of top-k: any change decides which of them are kept.
    assertThat(margin(new double[] {2, 1, 1, -3}, sampling(1, 2, 1, 0), 1)).isZero();
  }

  private static double margin(double[] scores, SamplingParameters sampling, long seed) {
    return draw(scores, sampling, seed).report().orElseThrow().margin();
  }

  private static SamplingParameters withoutPenalties(SamplingParameters s) {
    return new SamplingParameters(
        s.temperature(), s.topK(), s.topP(), s.minP(), 1, 0, 0, s.logitBias(), s.bannedTokenIds());
  }

  private static DrawnToken draw(double[] scores, SamplingParameters sampling, long seed) {
    GenerationParameters parameters =
        GenerationParameters.of(StopConditions.after(1), sampling, 0).returning(false, true);
    SamplingState state = new SamplingState(parameters, seed, Set.of(), new int[] {1});
    return probe
        .draw(List.of(state), List.of(new DrawProbe.Row(0, 0, 1, scores)), List.of(List.of()))
        .get(0);
  }

  @Test
  void drawsDoNotDependOnTheirNeighbours() {
    Random random = new Random(5);
    List<Case> cases = IntStream.range(0, 64).mapToObj(i -> randomCase(random, 3_000)).toList();
    List<DrawProbe.Row> together = new ArrayList<>();
    List<Integer> alone = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      double[] scores = scores(random, 3_000, 3);
      together.add(new DrawProbe.Row(i, 0, 17, scores));
      alone.add(
          probe
              .draw(
                  List.of(cases.get(i).state()),
                  List.of(new DrawProbe.Row(0, 0, 17, scores)),
                  List.of(cases.get(i).drafts()))
              .get(0)
              .tokenId());
    }
    assertThat(
            probe.draw(
                cases.stream().map(Case::state).toList(),
                together,
                cases.stream().map(Case::drafts).toList()))
        .extracting(DrawnToken::tokenId)
        .isEqualTo(alone);
  }

  @Test
  void frequenciesMatchTheDistribution() {
    double[] scores = {2, 1, 0.5, 0, 0, -1, -3, -8};
    assertFrequencies(scores, SamplingParameters.temperature(1));
    assertFrequencies(scores, SamplingParameters.temperature(0.6));
    assertFrequencies(scores, sampling(1.3, 4, 1, 0));
    assertFrequencies(scores, sampling(1, 0, 0.8, 0));
    assertFrequencies(scores, sampling(1, 0, 1, 0.2));
    assertFrequencies(scores, sampling(1.5, 6, 0.9, 0.05));
  }

  private static SamplingParameters sampling(
      double temperature, int topK, double topP, double minP) {
    return new SamplingParameters(temperature, topK, topP, minP, 1, 0, 0, Map.of(), Set.of());
  }

  /** Chi-square over 20,000 draws: one with each of so many seeds. */
  private static void assertFrequencies(double[] scores, SamplingParameters sampling) {
    int draws = 20_000;
    GenerationParameters parameters = GenerationParameters.of(StopConditions.after(1), sampling, 0);
    List<SamplingState> states =
        IntStream.range(0, draws)
            .mapToObj(seed -> new SamplingState(parameters, seed, Set.of(), new int[] {1}))
            .toList();
    List<DrawProbe.Row> rows =
        IntStream.range(0, draws).mapToObj(i -> new DrawProbe.Row(i, 0, 1, scores)).toList();
    long[] counts = new long[scores.length];
    probe
        .draw(states, rows, Collections.nCopies(draws, List.of()))
        .forEach(token -> counts[token.tokenId()]++);

    double[] kept =
        ReferenceSampler.cut(
            Arrays.stream(scores).map(x -> x / sampling.temperature()).toArray(), sampling);
    ChiSquare.assertFits(counts, ChiSquare.softmax(kept), sampling.toString());
  }
}
