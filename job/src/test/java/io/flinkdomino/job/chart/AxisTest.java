package io.flinkdomino.job.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static List<String> labels(Axis axis) {
    return Arrays.stream(axis.ticks()).mapToObj(axis::label).toList();
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(labels(Axis.around(0.13, 0.58)))
        .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6");
    assertThat(labels(Axis.around(1.7, 9.2))).containsExactly("0", "2", "4", "6", "8", "10");
    assertThat(labels(Axis.exactly(0, 23_500)))
        .containsExactly("0", "5,000", "10,000", "15,000", "20,000");
  }

  @Test
  void rangeReachesTheNextTicks() {
    Axis axis = Axis.around(-0.3, 0.31);

    assertThat(axis.low()).isLessThanOrEqualTo(-0.3);
    assertThat(axis.high()).isGreaterThanOrEqualTo(0.31);
    assertThat(axis.place(axis.low(), 400, 100)).isEqualTo(400);
    assertThat(axis.place(axis.high(), 400, 100)).isEqualTo(100);
  }

  @Test
  void oneValueHasARangeToo() {
    Axis axis = Axis.around(3, 3);

    assertThat(axis.high()).isGreaterThan(axis.low());
    assertThat(axis.ticks()).isNotEmpty();
    assertThat(axis.place(3, 0, 1)).isBetween(0.0, 1.0);
  }
}
