package io.flinkdomino.chaos.soak;

import io.flinkdomino.bench.measure.Spread;
import java.util.List;
import java.util.function.ToLongFunction;

/** The first and the last third of a run, by time. */
record Thirds(List<Sample> first, List<Sample> last) {

  /**
   * Cuts them out.
   *
   * @throws IllegalArgumentException if there are fewer than 6 samples
   */
  static Thirds of(List<Sample> samples) {
    if (samples.size() < 6) {
      throw new IllegalArgumentException(
          "a run must have at least 6 samples, got " + samples.size());
    }
    long end = samples.get(samples.size() - 1).millis();
    return new Thirds(
        samples.stream().filter(sample -> sample.millis() <= end / 3).toList(),
        samples.stream().filter(sample -> sample.millis() >= end - end / 3).toList());
  }

  /** Tokens per second of the last third over those of the first. */
  double throughputRatio() {
    return tokensPerSecond(last) / tokensPerSecond(first);
  }

  /** Tokens per second between the first and the last of some samples. */
  static double tokensPerSecond(List<Sample> samples) {
    Sample begin = samples.get(0);
    Sample end = samples.get(samples.size() - 1);
    return (end.decodedTokens() - begin.decodedTokens()) * 1e3 / (end.millis() - begin.millis());
  }

  /** Median of the last third over what the first third has at most in nine samples of ten. */
  double growth(ToLongFunction<Sample> value) {
    return median(last, value) / most(first, value);
  }

  /**
   * What nine samples of ten do not exceed. Pools of threads and of producers breathe: a median may
   * move by one although nothing grows.
   */
  static double most(List<Sample> samples, ToLongFunction<Sample> value) {
    long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
    return sorted[(sorted.length - 1) * 9 / 10];
  }

  static double median(List<Sample> samples, ToLongFunction<Sample> value) {
    return Spread.of(samples.stream().map(sample -> (double) value.applyAsLong(sample)).toList())
        .median();
  }
}
