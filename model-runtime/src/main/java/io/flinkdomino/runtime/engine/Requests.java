package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.Admission;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests under way, and what becomes of each: completed with its last sequence, failed by its
 * deadline with all of them, or cancelled without a word. Engine thread only.
 */
final class Requests {

  private static final Comparator<Submission> EARLIEST_DEADLINE_FIRST =
      Comparator.<Submission>comparingLong(submission -> submission.deadline().orElseThrow())
          .thenComparingLong(Submission::arrival);

  private final Admission admission;
  private final Consumer<SlotMove> mover;
  private final LongSupplier nanoClock;
  private final Map<Sequence, Submission> bySequence = new HashMap<>();
  private final IdentityHashMap<GenerationRequest, List<Submission>> byRequest =
      new IdentityHashMap<>();
  private final NavigableSet<Submission> byDeadline = new TreeSet<>(EARLIEST_DEADLINE_FIRST);

  /**
   * Starts without requests.
   *
   * @param mover copies what slots remember
   */
  Requests(Admission admission, Consumer<SlotMove> mover, LongSupplier nanoClock) {
    this.admission = admission;
    this.mover = mover;
    this.nanoClock = nanoClock;
  }

  /**
   * Takes a request; those of its sequences that have not ended yet wait for slots.
   *
   * @param sequences one for each completion, by index
   */
  RunningRequest add(GenerationRequest request, List<Sequence> sequences) {
    Submission submission = new Submission(request, sequences, nanoClock);
    sequences.forEach(sequence -> bySequence.put(sequence, submission));
    byRequest.computeIfAbsent(request, first -> new ArrayList<>()).add(submission);
    if (submission.deadline().isPresent()) {
      byDeadline.add(submission);
    }
    sequences.stream().filter(sequence -> !sequence.finished()).forEach(admission::add);
    return submission;
  }

  /** Whether a sequence belongs to a request under way. */
  boolean contains(Sequence sequence) {
    return bySequence.containsKey(sequence);
  }

  /** Keeps the result of a sequence that ended; with the request's last one, it is completed. */
  Optional<GenerationOutcome> done(Sequence sequence, GenerationResult result) {
    Submission submission = bySequence.get(sequence);
    Optional<GenerationOutcome> outcome = submission.done(result);
    outcome.ifPresent(completed -> forget(submission));
    return outcome;
  }

  /** Ends requests whose deadline lies before now. */
  List<GenerationOutcome> expire(long epochMillis) {
    List<GenerationOutcome> late = new ArrayList<>();
    while (!byDeadline.isEmpty() && byDeadline.first().isLate(epochMillis)) {
      Submission submission = byDeadline.first();
      giveUp(submission);
      late.add(submission.late(epochMillis));
    }
    return late;
  }

  /** Ends a request, told by identity; the answer is whether it was under way. */
  boolean cancel(GenerationRequest request) {
    List<Submission> cancelled = List.copyOf(byRequest.getOrDefault(request, List.of()));
    cancelled.forEach(this::giveUp);
    return !cancelled.isEmpty();
  }

  /** Gives slots to those that come first. */
  void admit() {
    admission.admit().forEach(mover);
  }

  private void giveUp(Submission submission) {
    forget(submission);
    admission.remove(submission.sequences()).forEach(mover);
  }

  private void forget(Submission submission) {
    submission.sequences().forEach(bySequence::remove);
    byRequest.computeIfPresent(submission.request(), (request, all) -> without(all, submission));
    if (submission.deadline().isPresent()) {
      byDeadline.remove(submission);
    }
  }

  // A map takes no entry for an answer of null.
  private static @Nullable List<Submission> without(List<Submission> all, Submission gone) {
    all.remove(gone);
    return all.isEmpty() ? null : all;
  }
}
