package io.flinkdomino.bench.threads;

import java.util.List;
import java.util.Map;

/**
 * How operators are run.
 *
 * @param name as tables say it
 * @param threads within an operator
 * @param environment variables of the process
 */
record ThreadSetting(String name, int threads, Map<String, String> environment) {

  /** What is compared. The shipped OpenMP is GNU's, for which KMP_BLOCKTIME means nothing. */
  static final List<ThreadSetting> ALL =
      List.of(
          new ThreadSetting("1 thread", 1, Map.of()),
          new ThreadSetting("2 threads", 2, Map.of()),
          two("OMP_WAIT_POLICY", "PASSIVE"),
          two("GOMP_SPINCOUNT", "1000"),
          two("GOMP_SPINCOUNT", "10000"));

  private static ThreadSetting two(String variable, String value) {
    return new ThreadSetting("2 threads " + variable + "=" + value, 2, Map.of(variable, value));
  }
}
