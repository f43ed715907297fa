package io.flinkdomino.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThirdsTest {

  /** A sample each second, 100 tokens/s until second 20 and 90 after it; a thread more each. */
  private static List<Sample> slowing(int seconds) {
    return IntStream.rangeClosed(0, seconds)
        .mapToObj(
            second -> {
              ProcessSample process = new ProcessSample(1_000, 10 + second, 20);
              long tokens = 100L * Math.min(second, 20) + 90L * Math.max(0, second - 20);
              return new Sample(1_000L * second, tokens, 16, 18, process, process);
            })
        .toList();
  }

  @Test
  void comparesFirstAndLast() {
    Thirds thirds = Thirds.of(slowing(30));
    assertThat(thirds.throughputRatio()).isCloseTo(0.9, within(1e-9));
    assertThat(thirds.growth(sample -> sample.taskManager().threads())).isEqualTo(35.0 / 19);
    assertThat(thirds.growth(Sample::tensors)).isEqualTo(1);
  }

  @Test
  void refusesTooFewSamples() {
    assertThatThrownBy(() -> Thirds.of(slowing(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 6 samples, got 5");
  }
}
