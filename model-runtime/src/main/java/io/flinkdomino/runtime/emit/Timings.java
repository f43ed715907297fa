package io.flinkdomino.runtime.emit;

import java.time.Duration;

/**
 * Where one request's time went, measured on the host after the device had finished.
 *
 * @param queued from submission to the start of its prefill
 * @param prefill from there to its first token
 * @param timeToFirstToken {@code queued + prefill}
 * @param decode from the first token to the last
 */
public record Timings(
    Duration queued, Duration prefill, Duration timeToFirstToken, Duration decode) {

  /** No time yet. */
  public static final Timings NONE =
      new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
