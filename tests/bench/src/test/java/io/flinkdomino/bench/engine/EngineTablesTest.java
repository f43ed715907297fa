package io.flinkdomino.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.stats.Acceptance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTablesTest {

  @Test
  void gainIsThatOfProcessorTimeOverTheFirstVariant() {
    Map<EngineCase, Rounds> results = new LinkedHashMap<>();
    results.put(new EngineCase("target-only", 4), rounds(100, 10_000, 1));
    results.put(new EngineCase("domino", 4), rounds(150, 40_000, 3));

    assertThat(new EngineTables(results, 24).markdown())
        .containsPattern(
            "target-only +\\| +4 \\| +1000 .* 1\\.00 \\| +1\\.00 \\| +4\\.0 \\| +0\\.0 %")
        .containsPattern("domino +\\| +4 \\| +375 .* 1\\.50 \\| +3\\.00 \\| +4\\.0 \\| +75\\.0 %");
  }

  /** Rounds in which the engine's thread worked for 10 ms. */
  private static Rounds rounds(long tokens, long micros, long acceptanceLength) {
    Rounds rounds = new Rounds();
    long nanos = micros * 10_000;
    StepTimes times = new StepTimes(10, nanos, nanos / 4, nanos / 2);
    Acceptance acceptance = new Acceptance(10, 40, 40, 10 * (acceptanceLength - 1), List.of());
    rounds.add(new Round(tokens, nanos, 100_000_000, times, acceptance, new Apart(20_000, 2_000)));
    return rounds;
  }

  @Test
  void adaptiveIsComparedWithTheBestOfItsDrafterAndNone() {
    Map<EngineCase, Rounds> results = new LinkedHashMap<>();
    results.put(new EngineCase("target-only", 1), rounds(100, 10, 1));
    results.put(new EngineCase("domino adaptive", 1), rounds(180, 10, 3));
    results.put(new EngineCase("domino verified 4", 1), rounds(200, 10, 3));
    results.put(new EngineCase("domino", 1), rounds(150, 10, 3));
    results.put(new EngineCase("dflash verified 4", 1), rounds(400, 10, 3));
    results.put(new EngineCase("target-only", 16), rounds(100, 10, 1));
    results.put(new EngineCase("domino adaptive", 16), rounds(90, 10, 1));
    results.put(new EngineCase("domino", 16), rounds(50, 10, 3));

    assertThat(new LengthTable(results).markdown())
        .contains("geometric mean of adaptive / best 0.900.")
        .containsPattern("domino adaptive \\| +1 \\| +domino verified 4 +\\| +0.900 \\| +1.800 \\|")
        .containsPattern("domino adaptive \\| +16 \\| +target-only +\\| +0.900 \\| +0.900 \\|");
  }

  @Test
  void gainOfADrawnVariantIsOverTargetOnlyDrawnToo() {
    Map<EngineCase, Rounds> results = new LinkedHashMap<>();
    results.put(new EngineCase("target-only", 1), rounds(100, 10_000, 1));
    results.put(new EngineCase("target-only, temperature 1", 1), rounds(50, 10_000, 1));
    results.put(new EngineCase("domino verified 4, temperature 1", 1), rounds(100, 10_000, 3));

    assertThat(new EngineTables(results, 24).markdown())
        .containsPattern("domino verified 4, temperature 1 +\\| +1 \\|.* 2\\.00 \\| +3\\.00 \\|");
  }

  @Test
  void stepsPartsAreThoseOfDominoVerified4AndDifferencesOfOthersToIt() {
    Map<EngineCase, Rounds> results = new LinkedHashMap<>();
    results.put(new EngineCase("domino verified 4", 1), rounds(100, 40, 3));
    results.put(new EngineCase("dflash verified 4", 1), rounds(100, 24, 3));
    results.put(new EngineCase("domino verified 4, temperature 1", 1), rounds(100, 36, 3));

    assertThat(new StepBreakdown(results).markdown())
        .containsPattern("\\| part +\\| 1 sequence \\|\n")
        .containsPattern("\\| step +\\| +40\\.0 \\|")
        .containsPattern("\\| draft backbone +\\| +6\\.0 \\|")
        .containsPattern("\\| head loop .*\\| +4\\.0 \\|")
        .containsPattern("\\| verification +\\| +20\\.0 \\|")
        .containsPattern("\\| scheduling and committing +\\| +10\\.0 \\|")
        .containsPattern("\\| outside +\\| +0\\.0 \\|")
        .containsPattern("\\| sampling .*\\| +-3\\.0 \\|")
        .containsPattern("\\| detokenizing .*\\| +2\\.0 \\|")
        .containsPattern("\\| JNI .*\\| +6\\.0 \\|");
  }

  @Test
  void requestsAreWholeWavesAndAtLeastTwo() {
    assertThat(new EngineCase("domino", 1).requests(60)).isEqualTo(60);
    assertThat(new EngineCase("domino", 16).requests(60)).isEqualTo(64);
    assertThat(new EngineCase("domino", 64).requests(60)).isEqualTo(128);
  }
}
