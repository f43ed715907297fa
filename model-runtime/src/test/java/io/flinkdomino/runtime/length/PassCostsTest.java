package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PassCostsTest {

  private static final int MOST = 300;

  private final PassCosts costs = new PassCosts(MOST);
  private final Random random = new Random(1);

  /** One token is cheap, the next ones come in a lump, and then each costs. */
  private static double real(int tokens, int groups) {
    return 1e6 + (tokens > 1 ? 5e5 : 0) + 5e4 * tokens + 8e4 * (groups - 1);
  }

  private void observe(int tokens, int groups, int times) {
    for (int i = 0; i < times; i++) {
      costs.observe(tokens, groups, real(tokens, groups) * (0.9 + 0.2 * random.nextDouble()), 1);
    }
  }

  @Test
  void learnsACostThatIsNotConvex() {
    for (int i = 0; i < 100; i++) {
      observe(1, 1, 1);
      observe(2 + random.nextInt(30), 1 + random.nextInt(5), 2);
    }
    for (int tokens : new int[] {1, 2, 5, 16, 31}) {
      for (int groups : new int[] {1, 4}) {
        assertThat(costs.nanos(tokens, groups))
            .as("%d tokens, %d groups", tokens, groups)
            .isCloseTo(real(tokens, groups), Percentage.withPercentage(10));
      }
    }
  }

  @Test
  void neverFallsWithTokens() {
    for (int i = 0; i < 400; i++) {
      costs.observe(1 + random.nextInt(MOST), 1, 1e6 * random.nextDouble(), 1);
    }
    for (int tokens = 1; tokens < MOST + 100; tokens++) {
      assertThat(costs.nanos(tokens + 1, 1)).isGreaterThanOrEqualTo(costs.nanos(tokens, 1));
    }
  }

  @Test
  void whatWasNeverMeasuredLooksCheapAtFirst() {
    assertThat(costs.nanos(100, 3)).isZero();
    observe(4, 1, 20);
    assertThat(costs.nanos(100, 1)).isLessThan(1.5 * costs.nanos(4, 1));
    assertThat(costs.nanos(1, 1)).isLessThanOrEqualTo(costs.nanos(4, 1));
  }

  @Test
  void goesOnAsSteeplyBeyondWhatWasMeasured() {
    for (int i = 0; i < 50; i++) {
      observe(8 + 4 * random.nextInt(5), 1, 1);
    }
    assertThat(costs.nanos(48, 1)).isCloseTo(real(48, 1), Percentage.withPercentage(15));
  }

  @Test
  void outliersDoNotFlipIt() {
    observe(4, 1, 100);
    for (int i = 0; i < 3; i++) {
      costs.observe(4, 1, 1000 * real(4, 1), 1);
    }
    assertThat(costs.nanos(4, 1)).isLessThan(1.1 * real(4, 1));
  }

  @Test
  void followsADeviceThatBecameSlower() {
    observe(4, 1, 300);
    for (int i = 0; i < 300; i++) {
      costs.observe(4, 1, 5 * real(4, 1), 1);
    }
    assertThat(costs.nanos(4, 1)).isCloseTo(5 * real(4, 1), Percentage.withPercentage(15));
  }

  @Test
  void passesThatMostlyPrefillSayLittle() {
    observe(4, 1, 100);
    for (int i = 0; i < 20; i++) {
      costs.observe(200, 1, 100e6, 4.0 / 200);
    }
    assertThat(costs.nanos(4, 1)).isCloseTo(real(4, 1), Percentage.withPercentage(10));
  }
}
