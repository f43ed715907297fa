package io.flinkdomino.operators.metrics;

import java.util.Arrays;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * The last durations as a histogram: nanoseconds go in, milliseconds come out. One thread at a time
 * writes and any reads; a write allocates nothing.
 */
final class DurationHistogram implements Histogram {

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] window;
  private long count;

  /**
   * Starts empty.
   *
   * @param size durations that it remembers
   */
  DurationHistogram(int size) {
    window = new long[size];
  }

  @Override
  public synchronized void update(long nanos) {
    window[(int) (count % window.length)] = nanos;
    count++;
  }

  @Override
  public synchronized long getCount() {
    return count;
  }

  @Override
  public synchronized HistogramStatistics getStatistics() {
    long[] nanos = Arrays.copyOf(window, (int) Math.min(count, window.length));
    return new Statistics(
        Arrays.stream(nanos).sorted().mapToDouble(n -> n / NANOS_PER_MILLI).toArray());
  }

  private static final class Statistics extends HistogramStatistics {

    private final double[] sorted;

    private Statistics(double[] sorted) {
      this.sorted = sorted;
    }

    /** The smallest value that is not below so large a share of them. */
    @Override
    public double getQuantile(double quantile) {
      int rank = (int) Math.ceil(quantile * sorted.length);
      return sorted.length == 0 ? 0 : sorted[Math.min(Math.max(rank, 1), sorted.length) - 1];
    }

    @Override
    public long[] getValues() {
      return Arrays.stream(sorted).mapToLong(Math::round).toArray();
    }

    @Override
    public int size() {
      return sorted.length;
    }

    @Override
    public double getMean() {
      return Arrays.stream(sorted).average().orElse(0);
    }

    @Override
    public double getStdDev() {
      double mean = getMean();
      return Math.sqrt(Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    }

    @Override
    public long getMax() {
      return Math.round(getQuantile(1));
    }

    @Override
    public long getMin() {
      return Math.round(getQuantile(0));
    }
  }
}
