package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.admission.Admission;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.PriorityPreemption;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.batch.BatchScheduler;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of requests, without a model: every completion is one token long. */
class RequestsTest {

  private static final int SLOTS = 2;

  private final BatchScheduler batch = new BatchScheduler(SLOTS, 64, () -> 0);
  private final Admission admission = new Admission(batch, new PriorityPreemption());
  private final Requests requests = new Requests(admission, move -> {}, () -> 0);
  private final SequenceFactory factory =
      new SequenceFactory(
          new EngineLimits(new KvCapacity(SLOTS, 100), 100, 0),
          Set.of(),
          Optional.empty(),
          0,
          admission);

  private static GenerationRequest request(int n, OptionalLong deadline) {
    return new GenerationRequest(
        "request",
        new PromptInput.TokenIds(List.of(1, 2, 3)),
        GenerationParameters.greedy(1).withN(n).scheduled(0, deadline));
  }

  private static GenerationRequest request() {
    return request(1, OptionalLong.empty());
  }

  private List<Sequence> sequences(GenerationRequest request) {
    int n = request.parameters().n();
    EncodedPrompt prompt = new EncodedPrompt(request, new int[] {1, 2, 3});
    return factory.sequences(prompt, Collections.nCopies(n, GenerationProgress.NONE), 0);
  }

  private List<Sequence> add(GenerationRequest request) {
    List<Sequence> sequences = sequences(request);
    requests.add(request, sequences);
    return sequences;
  }

  private Optional<GenerationOutcome> finish(Sequence sequence) {
    sequence.commitFirst(DrawnToken.of(5 + sequence.index()), 0);
    return requests.done(sequence, sequence.result(0));
  }

  @Test
  void requestIsCompletedOnceWithItsLastCompletion() {
    GenerationRequest request = request(3, OptionalLong.empty());
    List<Sequence> sequences = add(request);

    assertThat(finish(sequences.get(2))).isEmpty();
    assertThat(finish(sequences.get(0))).isEmpty();
    GenerationOutcome.Completed completed =
        (GenerationOutcome.Completed) finish(sequences.get(1)).orElseThrow();

    assertThat(completed.request()).isSameAs(request);
    assertThat(completed.results().stream().map(GenerationResult::index)).containsExactly(0, 1, 2);
    assertThat(completed.results().stream().map(GenerationResult::tokenIds))
        .containsExactly(List.of(5), List.of(6), List.of(7));
    assertThat(completed.results().stream().map(GenerationResult::seed))
        .containsExactly(0L, 1L, 2L);
    assertThat(sequences).noneMatch(requests::contains);
  }

  @Test
  void deadlineThatHasPassedFailsTheRequest() {
    GenerationRequest request = request(1, OptionalLong.of(1_000));
    add(request);

    assertThat(requests.expire(1_012))
        .containsExactly(
            new GenerationOutcome.Failed(
                request,
                new Refusal(
                    FailureReason.DEADLINE_EXCEEDED,
                    "deadlineEpochMs must not pass before the completion is there,"
                        + " got 1000, which passed 12 ms ago")));
    assertThat(requests.expire(2_000)).as("once").isEmpty();
    assertThat(admission.waiting()).isZero();
  }

  @Test
  void deadlineIsTheLastMillisecondInTime() {
    add(request(1, OptionalLong.of(1_000)));

    assertThat(requests.expire(999)).isEmpty();
    assertThat(requests.expire(1_000)).isEmpty();
    assertThat(requests.expire(1_001)).hasSize(1);
  }

  @Test
  void deadlineTakesWaitingAndRunningSiblingsAlong() {
    List<Sequence> sequences = add(request(SLOTS + 1, OptionalLong.of(1_000)));
    requests.admit();
    GenerationRequest other = request();
    add(other);
    assertThat(finish(sequences.get(0))).isEmpty();

    assertThat(requests.expire(1_001)).hasSize(1);

    assertThat(batch.running()).isZero();
    assertThat(admission.waiting()).isEqualTo(1);
    assertThat(sequences).noneMatch(requests::contains);
    requests.admit();
    assertThat(batch.running()).isEqualTo(1);
  }

  @Test
  void onlyDeadlinesThatHavePassedCount() {
    GenerationRequest late = request(1, OptionalLong.of(50));
    GenerationRequest alsoLate = request(1, OptionalLong.of(50));
    add(request(1, OptionalLong.of(70)));
    add(late);
    add(request());
    add(alsoLate);

    assertThat(requests.expire(60).stream().map(GenerationOutcome::request))
        .usingElementComparator((one, other) -> one == other ? 0 : 1)
        .containsExactly(late, alsoLate);
    assertThat(admission.waiting()).isEqualTo(2);
  }

  @Test
  void completedRequestHasNoDeadlineAnyMore() {
    Sequence sequence = add(request(1, OptionalLong.of(50))).get(0);

    assertThat(finish(sequence)).isPresent();
    assertThat(requests.expire(60)).isEmpty();
  }

  @Test
  void cancelledRequestLeavesWaitingOrRunning() {
    GenerationRequest request = request(SLOTS + 1, OptionalLong.of(50));
    List<Sequence> sequences = add(request);
    requests.admit();

    assertThat(requests.cancel(request)).isTrue();

    assertThat(batch.running() + admission.waiting()).isZero();
    assertThat(sequences).noneMatch(requests::contains);
    assertThat(requests.expire(60)).isEmpty();
    assertThat(requests.cancel(request)).isFalse();
  }

  @Test
  void requestIsCancelledByIdentity() {
    GenerationRequest request = request();
    GenerationRequest equal = request();
    assertThat(equal).isEqualTo(request);
    Sequence kept = add(equal).get(0);
    add(request);

    assertThat(requests.cancel(request)).isTrue();
    assertThat(requests.cancel(request)).isFalse();

    assertThat(requests.contains(kept)).isTrue();
    assertThat(admission.waiting()).isEqualTo(1);
  }

  @Test
  void requestUnderWayTwiceIsCancelledTwice() {
    GenerationRequest request = request();
    add(request);
    add(request);

    assertThat(requests.cancel(request)).isTrue();
    assertThat(admission.waiting()).isZero();
  }

  @Test
  void finishedOrUnknownRequestsAreNotCancelled() {
    GenerationRequest request = request();
    finish(add(request).get(0));

    assertThat(requests.cancel(request)).isFalse();
    assertThat(requests.cancel(request())).isFalse();
  }

  @Test
  void everyCompletionNeedsItsProgress() {
    EncodedPrompt prompt = new EncodedPrompt(request(3, OptionalLong.empty()), new int[] {1, 2, 3});

    assertThatThrownBy(() -> factory.sequences(prompt, List.of(GenerationProgress.NONE), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("progress must be that of n = 3 completions, got that of 1");
  }
}
