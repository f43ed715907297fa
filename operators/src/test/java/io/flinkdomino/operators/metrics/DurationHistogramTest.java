package io.flinkdomino.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {

  @Test
  void nanosecondsComeOutAsMilliseconds() {
    HistogramStatistics statistics = of(4, 3_500_000, 1_500_000, 2_500_000).getStatistics();

    assertThat(statistics.getMean()).isEqualTo(2.5);
    assertThat(statistics.getQuantile(0.5)).isEqualTo(2.5);
    assertThat(statistics.getQuantile(0.99)).isEqualTo(3.5);
    assertThat(statistics.getMin()).isEqualTo(2);
    assertThat(statistics.getMax()).isEqualTo(4);
    assertThat(statistics.getStdDev()).isCloseTo(0.816, within(0.001));
    assertThat(statistics.getValues()).containsExactly(2, 3, 4);
    assertThat(statistics.size()).isEqualTo(3);
  }

  @Test
  void quantileIsTheSmallestValueThatCoversTheShare() {
    DurationHistogram histogram = new DurationHistogram(100);
    for (int milli = 100; milli >= 1; milli--) {
      histogram.update(milli * 1_000_000L);
    }

    assertThat(histogram.getStatistics().getQuantile(0)).isEqualTo(1);
    assertThat(histogram.getStatistics().getQuantile(0.5)).isEqualTo(50);
    assertThat(histogram.getStatistics().getQuantile(0.95)).isEqualTo(95);
    assertThat(histogram.getStatistics().getQuantile(1)).isEqualTo(100);
  }

  @Test
  void remembersTheLastAndCountsAll() {
    DurationHistogram histogram = of(2, 1_000_000, 2_000_000, 3_000_000);

    assertThat(histogram.getCount()).isEqualTo(3);
    assertThat(histogram.getStatistics().size()).isEqualTo(2);
    assertThat(histogram.getStatistics().getMin()).isEqualTo(2);
  }

  @Test
  void emptyOneIsZero() {
    HistogramStatistics statistics = of(2).getStatistics();

    assertThat(statistics.size()).isZero();
    assertThat(statistics.getQuantile(0.5)).isZero();
    assertThat(statistics.getMean()).isZero();
    assertThat(statistics.getStdDev()).isZero();
    assertThat(statistics.getMax()).isZero();
  }

  private static DurationHistogram of(int size, long... nanos) {
    DurationHistogram histogram = new DurationHistogram(size);
    for (long value : nanos) {
      histogram.update(value);
    }
    return histogram;
  }
}
