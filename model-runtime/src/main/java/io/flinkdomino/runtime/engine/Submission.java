package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** A request under way: a sequence for each completion, and what is done of it. */
final class Submission implements RunningRequest {

  private final GenerationRequest request;
  private final List<Sequence> sequences;
  private final LongSupplier nanoClock;
  private final Map<Integer, GenerationResult> results = new TreeMap<>();

  /**
   * Starts with no result.
   *
   * @param sequences one for each completion, by index
   */
  Submission(GenerationRequest request, List<Sequence> sequences, LongSupplier nanoClock) {
    this.request = request;
    this.sequences = List.copyOf(sequences);
    this.nanoClock = nanoClock;
  }

  @Override
  public List<GenerationProgress> progress() {
    long now = nanoClock.getAsLong();
    return sequences.stream().map(sequence -> sequence.progress(now)).toList();
  }

  @Override
  public boolean begun() {
    return sequences.stream().anyMatch(Sequence::begun);
  }

  @Override
  public long tokens() {
    return sequences.stream().mapToLong(Sequence::publishedTokens).sum();
  }

  GenerationRequest request() {
    return request;
  }

  List<Sequence> sequences() {
    return sequences;
  }

  OptionalLong deadline() {
    return request.parameters().deadlineEpochMs();
  }

  boolean isLate(long epochMillis) {
    return deadline().isPresent() && deadline().getAsLong() < epochMillis;
  }

  /** Number among all submissions, in order of arrival. */
  long arrival() {
    return sequences.get(0).place().arrival();
  }

  /** Keeps the result of one completion; with the last one, the request is completed. */
  Optional<GenerationOutcome> done(GenerationResult result) {
    results.put(result.index(), result);
    return results.size() < sequences.size()
        ? Optional.empty()
        : Optional.of(new GenerationOutcome.Completed(request, List.copyOf(results.values())));
  }

  /** What becomes of it when its deadline, which it must have, has passed. */
  GenerationOutcome late(long epochMillis) {
    long deadline = deadline().orElseThrow();
    String message =
        "deadlineEpochMs must not pass before the completion is there, got %d, which passed %d ms"
            + " ago";
    return new GenerationOutcome.Failed(
        request,
        new Refusal(
            FailureReason.DEADLINE_EXCEEDED, message.formatted(deadline, epochMillis - deadline)));
  }
}
