package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NonNegativeFitTest {

  private static final Offset<Double> NEAR = Offset.offset(1e-3);

  @Test
  void findsCoefficientsThatExplainEverything() {
    NonNegativeFit fit = new NonNegativeFit(3, 1);
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      double[] x = random.doubles(3).toArray();
      fit.observe(x, 2 * x[0] + 5 * x[2], 1);
    }
    assertThat(fit.coefficients()[0]).isCloseTo(2, NEAR);
    assertThat(fit.coefficients()[1]).isCloseTo(0, NEAR);
    assertThat(fit.coefficients()[2]).isCloseTo(5, NEAR);
  }

  @Test
  void whatWouldBeNegativeIsZeroAndTheRestFitsAgain() {
    NonNegativeFit fit = new NonNegativeFit(2, 1);
    fit.observe(new double[] {1, 0}, 3, 1);
    fit.observe(new double[] {1, 1}, 1, 1);
    // With the second at zero, the first is the mean of what was seen.
    assertThat(fit.coefficients()).containsExactly(new double[] {2, 0}, NEAR);
  }

  @Test
  void oldObservationsFade() {
    NonNegativeFit fit = new NonNegativeFit(1, 0.5);
    fit.observe(new double[] {1}, 100, 1);
    for (int i = 0; i < 20; i++) {
      fit.observe(new double[] {1}, 7, 1);
    }
    assertThat(fit.coefficients()[0]).isCloseTo(7, NEAR);
  }

  @Test
  void penaltyDecidesWhatNoObservationSays() {
    NonNegativeFit fit = new NonNegativeFit(2, 1);
    fit.keepAlike(0, 1, 1, 0.5, 0.1);
    fit.observe(new double[] {1, 1}, 9, 1);
    // Their sum is 9, and the second is twice the first.
    assertThat(fit.coefficients()).containsExactly(new double[] {3, 6}, NEAR);
  }
}
