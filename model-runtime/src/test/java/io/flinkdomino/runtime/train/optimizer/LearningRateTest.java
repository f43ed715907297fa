package io.flinkdomino.runtime.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

  private final LearningRate rate = new LearningRate(6e-4, 4, 104, 0.1);

  @Test
  void risesToItsPeakWithTheLastWarmUpStep() {
    assertThat(rate.at(0)).isCloseTo(1.5e-4, within(1e-12));
    assertThat(rate.at(3)).isCloseTo(6e-4, within(1e-12));
    assertThat(rate.at(4)).isCloseTo(6e-4, within(1e-12));
  }

  @Test
  void fallsAlongHalfACosineToItsFloor() {
    assertThat(rate.at(54)).isCloseTo(0.55 * 6e-4, within(1e-12));
    assertThat(rate.at(104)).isCloseTo(6e-5, within(1e-12));
    assertThat(rate.at(1000)).isCloseTo(6e-5, within(1e-12));
  }
}
