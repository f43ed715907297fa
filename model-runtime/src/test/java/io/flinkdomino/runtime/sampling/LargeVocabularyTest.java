package io.flinkdomino.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a large vocabulary most tokens are far below the best and are looked at differently, yet all
 * of them together are drawn often.
 */
class LargeVocabularyTest {

  private static final int VOCABULARY = 20_000;
  private static final int DRAWS = 64;
  private static final int[] PROMPT = {1};
  private static final double TIE = 1e-4;

  /** Temperatures below a score that is far. */
  private static final double FAR = 6;

  @ParameterizedTest
  @CsvSource({"0.1, 0.3", "1, 2.5", "2, 4"})
  void tokensFarBelowTheBestAreDrawnAsTheReferenceDrawsThem(double temperature, double spread) {
    SamplingParameters sampling = SamplingParameters.temperature(temperature);
    GenerationParameters parameters =
        GenerationParameters.of(StopConditions.after(9), sampling, 0).returning(false, true);
    double[] scores = scores(spread);
    double best = Arrays.stream(scores).max().orElseThrow();
    List<DrawnToken> drawn = draw(parameters, scores);
    int far = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      int token = drawn.get(seed).tokenId();
      int expected = ReferenceSampler.draw(scores, parameters, seed, Set.of(), PROMPT, List.of());
      if (drawn.get(seed).report().orElseThrow().margin() > TIE) {
        assertThat(token).as("seed %d", seed).isEqualTo(expected);
      }
      far += scores[token] < best - FAR * temperature ? 1 : 0;
    }
    assertThat(far).as("far tokens drawn").isGreaterThan(DRAWS / 20);
  }

  /** Scores that float32 holds exactly. */
  private static double[] scores(double spread) {
    Random random = new Random(VOCABULARY);
    return DoubleStream.generate(() -> (float) (random.nextGaussian() * spread))
        .limit(VOCABULARY)
        .toArray();
  }

  /** Draws once with each of so many seeds. */
  private static List<DrawnToken> draw(GenerationParameters parameters, double[] scores) {
    try (DrawProbe probe = new DrawProbe()) {
      return probe.draw(
          IntStream.range(0, DRAWS)
              .mapToObj(seed -> new SamplingState(parameters, seed, Set.of(), PROMPT))
              .toList(),
          IntStream.range(0, DRAWS).mapToObj(i -> new DrawProbe.Row(i, 0, 1, scores)).toList(),
          Collections.nCopies(DRAWS, List.of()));
    }
  }
}
