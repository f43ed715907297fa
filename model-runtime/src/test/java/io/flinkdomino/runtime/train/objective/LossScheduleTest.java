package io.flinkdomino.runtime.train.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossScheduleTest {

  @Test
  void baseHandsOverUntilItsShareOfStepsIsDone() {
    LossSchedule half = new LossSchedule(0.5, 100);

    assertThat(half.lambda(0)).isEqualTo(1);
    assertThat(half.lambda(25)).isEqualTo(0.5);
    assertThat(half.lambda(50)).isZero();
    assertThat(half.lambda(99)).isZero();
    assertThat(new LossSchedule(1, 100).lambda(50)).isEqualTo(0.5);
  }

  @Test
  void withoutCurriculumTheBaseNeverCounts() {
    assertThat(new LossSchedule(0, 100).lambda(0)).isZero();
  }
}
