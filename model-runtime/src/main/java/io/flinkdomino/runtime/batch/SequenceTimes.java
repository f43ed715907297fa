package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.emit.Timings;
import java.time.Duration;
import java.util.OptionalLong;

/** When things happened to a sequence for the first time, in nanoseconds of the engine's clock. */
final class SequenceTimes {

  private final long submitted;
  private OptionalLong prefill = OptionalLong.empty();
  private OptionalLong token = OptionalLong.empty();

  SequenceTimes(long submitted) {
    this.submitted = submitted;
  }

  /** A prefill began; only the first one counts. */
  void prefillBegan(long nanos) {
    if (prefill.isEmpty()) {
      prefill = OptionalLong.of(nanos);
    }
  }

  /** A token came; only the first one counts. */
  void tokenCame(long nanos) {
    if (token.isEmpty()) {
      token = OptionalLong.of(nanos);
    }
  }

  /** What a sequence that ends now took; one that had nothing left to do took no time. */
  Timings until(long nanos) {
    long began = prefill.orElse(submitted);
    long first = token.orElse(began);
    return new Timings(
        Duration.ofNanos(began - submitted),
        Duration.ofNanos(first - began),
        Duration.ofNanos(first - submitted),
        token.isEmpty() ? Duration.ZERO : Duration.ofNanos(nanos - first));
  }
}
