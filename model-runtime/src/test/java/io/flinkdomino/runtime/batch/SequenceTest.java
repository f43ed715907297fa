package io.flinkdomino.runtime.batch;

import static io.flinkdomino.runtime.batch.Sequences.prefilled;
import static io.flinkdomino.runtime.batch.Sequences.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceTest {

  private static final int STOP = 9;
  private static final List<Integer> DRAFTS = List.of(5, 6, 7, 8);

  private static GenerationResult result(Sequence sequence) {
    return sequence.result(0);
  }

  @Test
  void commitsAcceptedDraftsAndTheTargetsOwnToken() {
    Sequence sequence = prefilled(waiting(3, 100), 1);

    Sequences.commit(sequence, 4, DRAFTS, 2, 50);

    assertThat(sequence.emittedTokens()).containsExactly(1, 5, 6, 50);
    assertThat(sequence.committedTokens()).isEqualTo(3 + 4);
    assertThat(sequence.finished()).isFalse();
  }

  @Test
  void stopTokenInsideARunEndsTheCompletionThere() {
    Sequence sequence = prefilled(waiting(3, 100, STOP), 1);

    Sequences.commit(sequence, 4, List.of(5, STOP, 7, 8), 4, 50);

    assertThat(result(sequence).tokenIds()).containsExactly(1, 5, STOP);
    assertThat(result(sequence).finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void rejectedStopTokenStopsNothing() {
    Sequence sequence = prefilled(waiting(3, 100, STOP), 1);

    Sequences.commit(sequence, 4, List.of(5, STOP, 7, 8), 1, 50);

    assertThat(sequence.finished()).isFalse();
    assertThat(sequence.emittedTokens()).containsExactly(1, 5, 50);
  }

  @Test
  void stopTokenAfterARunEndsTheCompletionWithIt() {
    Sequence sequence = prefilled(waiting(3, 100, STOP), 1);

    Sequences.commit(sequence, 4, DRAFTS, 4, STOP);

    assertThat(result(sequence).tokenIds()).containsExactly(1, 5, 6, 7, 8, STOP);
    assertThat(result(sequence).finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void firstTokenMayBeTheStopToken() {
    Sequence sequence = prefilled(waiting(3, 100, STOP), STOP);

    assertThat(result(sequence).tokenIds()).containsExactly(STOP);
    assertThat(result(sequence).finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(result(sequence).acceptance().steps()).isZero();
    assertThat(result(sequence).acceptance().acceptanceLength()).isZero();
  }

  @Test
  void lengthInsideARunCutsTheRun() {
    Sequence sequence = prefilled(waiting(3, 3), 1);

    Sequences.commit(sequence, 4, DRAFTS, 4, 50);

    assertThat(result(sequence).tokenIds()).containsExactly(1, 5, 6);
    assertThat(result(sequence).finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void oneTokenIsTheOneFromPrefill() {
    assertThat(result(prefilled(waiting(3, 1), 1)).finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void stopWinsOverLengthWhereBothCome() {
    Sequence sequence = prefilled(waiting(3, 2, STOP), 1);

    Sequences.commit(sequence, 4, List.of(STOP, 6, 7, 8), 4, 50);

    assertThat(result(sequence).finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void countsAreThoseBeforeTheCuts() {
    Sequence sequence = prefilled(waiting(3, 2), 1);

    Sequences.commit(sequence, 7, DRAFTS, 3, 50);

    assertThat(result(sequence).tokenIds()).hasSize(2);
    assertThat(result(sequence).acceptance().proposed()).isEqualTo(7);
    assertThat(result(sequence).acceptance().drafted()).isEqualTo(4);
    assertThat(result(sequence).acceptance().accepted()).isEqualTo(3);
    assertThat(result(sequence).acceptance().acceptedPerPosition()).containsExactly(1L, 1L, 1L, 0L);
    assertThat(result(sequence).acceptance().acceptanceLength()).isEqualTo(4);
  }

  @Test
  void lengthOnTheDeviceIsThatBeforeTheCuts() {
    Sequence sequence = prefilled(waiting(3, 2), 1);

    Sequences.commit(sequence, 4, DRAFTS, 3, 50);

    assertThat(sequence.committedTokens()).isEqualTo(3 + 1 + 4);
    assertThat(sequence.cachedTokens()).isEqualTo(3 + 1 + 4 - 1);
  }

  @Test
  void cacheHoldsAllCommittedTokensButTheAnchor() {
    Sequence sequence = waiting(3, 100);
    assertThat(sequence.cachedTokens()).isZero();

    sequence.prefill(2);
    assertThat(sequence.cachedTokens()).isEqualTo(2);

    prefilled(sequence, 1);
    assertThat(sequence.cachedTokens()).isEqualTo(3);
  }

  @Test
  void traceTellsEachStepWithItsAnchor() {
    Sequence sequence = prefilled(waiting(3, 100, STOP), 1);

    Sequences.commit(sequence, 4, DRAFTS, 0, 50);
    Sequences.commit(sequence, 4, DRAFTS, 4, STOP);

    assertThat(result(sequence).trace())
        .containsExactly(new DecodeCycle(1, DRAFTS, 0, 50), new DecodeCycle(50, DRAFTS, 4, STOP));
  }

  @Test
  void traceIsKeptOnlyIfAsked() {
    Emitter emitter = Sequences.emitter(new StopRules(Set.of(), 2));
    Sequence sequence =
        prefilled(new Sequence(Sequences.prompt(3, false), emitter, Sequences.DRAFTS, 0), 1);

    Sequences.commit(sequence, 4, DRAFTS, 0, 50);

    assertThat(result(sequence).trace()).isEmpty();
  }

  @Test
  void timingsRunFromSubmissionOverPrefillToTheLastToken() {
    Emitter emitter = Sequences.emitter(new StopRules(Set.of(), 1));
    Sequence sequence = new Sequence(Sequences.prompt(3, false), emitter, Sequences.DRAFTS, 1_000);

    sequence.beginPrefill(1_200);
    sequence.prefill(2);
    sequence.beginPrefill(1_300); // the rest of the prompt: prefill has begun before
    sequence.prefill(1);
    sequence.commitFirst(DrawnToken.of(1), 1_700);

    assertThat(sequence.result(2_700).timings())
        .isEqualTo(
            new Timings(
                Duration.ofNanos(200),
                Duration.ofNanos(500),
                Duration.ofNanos(700),
                Duration.ofNanos(1_000)));
  }
}
