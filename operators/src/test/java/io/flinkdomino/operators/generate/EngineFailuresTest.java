package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineFailuresTest {

  private final EngineFailures failures = new EngineFailures(2);

  @Test
  void failuresWithoutATokenBetweenThemAreHopelessAtLast() {
    assertThat(failures.isHopeless(0)).isFalse();
    assertThat(failures.isHopeless(0)).isFalse();
    assertThat(failures.isHopeless(0)).isTrue();
  }

  @Test
  void anyTokenBetweenThemGivesHope() {
    for (int tokens = 1; tokens < 20; tokens++) {
      assertThat(failures.isHopeless(tokens)).isFalse();
    }
  }
}
