package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AcceptancesTest {

  private static final Offset<Double> NEAR = Offset.offset(0.15);

  private final Acceptances acceptances = new Acceptances(8);
  private final Random random = new Random(1);

  private void run(int steps, int position, int level, double rate) {
    for (int i = 0; i < steps; i++) {
      for (int sequence = 0; sequence < 4; sequence++) {
        acceptances.count(position, level, random.nextDouble() < rate);
      }
      acceptances.step();
    }
  }

  @Test
  void startsHopeful() {
    assertThat(acceptances.of(0, Acceptances.UNKNOWN)).isGreaterThan(0.5);
    assertThat(acceptances.of(7, 3)).isGreaterThan(0.5);
  }

  @Test
  void learnsEachPositionAndLevel() {
    for (int i = 0; i < 200; i++) {
      run(1, 0, 9, 0.9);
      run(1, 0, 1, 0.2);
      run(1, 3, 9, 0.6);
    }
    assertThat(acceptances.of(0, 9)).isCloseTo(0.9, NEAR);
    assertThat(acceptances.of(0, 1)).isCloseTo(0.2, NEAR);
    assertThat(acceptances.of(3, 9)).isCloseTo(0.6, NEAR);
  }

  @Test
  void aPositionThatWasNeverVerifiedIsJudgedByHowSureTheDrafterIs() {
    run(100, 0, 9, 0.95);
    run(30, 0, 1, 0.05);
    assertThat(acceptances.of(5, 9)).isGreaterThan(0.8);
    assertThat(acceptances.of(5, 1)).isLessThan(0.3);
  }

  @Test
  void forgetsWhatADrafterWas() {
    run(500, 0, 5, 0.9);
    run(100, 0, 5, 0);
    assertThat(acceptances.of(0, 5)).isLessThan(0.15);
    run(100, 0, 5, 0.9);
    assertThat(acceptances.of(0, 5)).isGreaterThan(0.75);
  }

  @Test
  void levelsRiseWithProbability() {
    assertThat(Acceptances.level(0)).isZero();
    assertThat(Acceptances.level(0.5)).isGreaterThan(Acceptances.level(0.49));
    assertThat(Acceptances.level(1)).isEqualTo(Acceptances.LEVELS - 1);
  }
}
