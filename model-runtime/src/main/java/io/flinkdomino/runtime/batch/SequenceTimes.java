package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.emit.Timings;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * When things happened to a sequence for the first time.
 *
 * @param submitted when it came, in nanoseconds of the engine's clock, as the others
 * @param prefill when its prefill began
 * @param token when its first token came
 * @param earlier where its time went before it came
 * @param begunEarlier whether it came with tokens
 */
record SequenceTimes(
    long submitted,
    OptionalLong prefill,
    OptionalLong token,
    Timings earlier,
    boolean begunEarlier) {

  /** One that comes now and was never anywhere else. */
  static SequenceTimes submitted(long nanos) {
    return new SequenceTimes(
        nanos, OptionalLong.empty(), OptionalLong.empty(), Timings.NONE, false);
  }

  /** The same after time elsewhere. */
  SequenceTimes after(Timings elsewhere, boolean withTokens) {
    return new SequenceTimes(submitted, prefill, token, elsewhere, withTokens);
  }

  /** A prefill began; only the first one counts. */
  SequenceTimes prefillBegan(long nanos) {
    return prefill.isPresent()
        ? this
        : new SequenceTimes(submitted, OptionalLong.of(nanos), token, earlier, begunEarlier);
  }

  /** A token came; only the first one counts. */
  SequenceTimes tokenCame(long nanos) {
    return token.isPresent()
        ? this
        : new SequenceTimes(submitted, prefill, OptionalLong.of(nanos), earlier, begunEarlier);
  }

  /**
   * Where its time went until now. Time elsewhere counts as long as the sequence was there: as
   * decoding if its first token came there, and as waiting otherwise.
   */
  Timings until(long nanos) {
    if (begunEarlier) {
      return new Timings(
          earlier.queued(),
          earlier.prefill(),
          earlier.timeToFirstToken(),
          earlier.decode().plusNanos(nanos - submitted));
    }
    long began = prefill.orElse(nanos);
    long first = token.orElse(nanos);
    Duration waited = earlier.queued().plus(earlier.prefill());
    return new Timings(
        waited.plusNanos(began - submitted),
        Duration.ofNanos(first - began),
        waited.plusNanos(first - submitted),
        Duration.ofNanos(nanos - first));
  }
}
