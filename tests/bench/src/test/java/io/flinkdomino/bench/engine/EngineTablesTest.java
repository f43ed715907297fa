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
    rounds.add(new Round(tokens, nanos, 100_000_000, times, acceptance));
    return rounds;
  }

  @Test
  void requestsAreWholeWavesAndAtLeastTwo() {
    assertThat(new EngineCase("domino", 1).requests(60)).isEqualTo(60);
    assertThat(new EngineCase("domino", 16).requests(60)).isEqualTo(64);
    assertThat(new EngineCase("domino", 64).requests(60)).isEqualTo(128);
  }
}
