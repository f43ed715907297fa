package io.flinkdomino.runtime.batch;

import static io.flinkdomino.runtime.batch.Sequences.prefilled;
import static io.flinkdomino.runtime.batch.Sequences.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.admission.Place;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    StopRules rules = new StopRules(Set.of(), 2);
    Sequence sequence = prefilled(Sequences.of(Sequences.prompt(3, false), 0, rules, 0), 1);

    Sequences.commit(sequence, 4, DRAFTS, 0, 50);

    assertThat(result(sequence).trace()).isEmpty();
  }

  @Test
  void timingsRunFromSubmissionOverPrefillToTheLastToken() {
    StopRules rules = new StopRules(Set.of(), 1);
    Sequence sequence = Sequences.of(Sequences.prompt(3, false), 0, rules, 1_000);

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

  @Test
  void givesUpItsSlotAndGoesOnBehindWhatItCommitted() {
    Sequence sequence = prefilled(waiting(3, 100), 1);
    Sequences.commit(sequence, 4, DRAFTS, 2, 50);
    sequence.moveTo(2);

    sequence.giveUpSlot();

    assertThat(sequence.slot()).isEqualTo(-1);
    assertThat(sequence.cachedTokens()).isZero();
    assertThat(sequence.committedTokens()).isZero();
    assertThat(toPrefill(sequence)).containsExactly(100, 101, 102, 1, 5, 6, 50);

    prefilled(sequence, 60);
    Sequences.commit(sequence, 4, DRAFTS, 0, 70);
    assertThat(sequence.emittedTokens()).containsExactly(1, 5, 6, 50, 60, 70);
    assertThat(sequence.committedTokens()).isEqualTo(3 + 6);
    assertThat(sequence.cachedTokens()).isEqualTo(3 + 5);
  }

  @Test
  void tokenFromASecondPrefillIsNoDecodeStep() {
    Sequence sequence = prefilled(waiting(3, 4), 1);
    Sequences.commit(sequence, 4, DRAFTS, 0, 50);
    sequence.giveUpSlot();
    prefilled(sequence, 60);
    Sequences.commit(sequence, 4, DRAFTS, 0, 70);

    assertThat(result(sequence).tokenIds()).containsExactly(1, 50, 60, 70);
    assertThat(result(sequence).acceptance().steps()).isEqualTo(2);
    assertThat(result(sequence).trace())
        .containsExactly(new DecodeCycle(1, DRAFTS, 0, 50), new DecodeCycle(60, DRAFTS, 0, 70));
    assertThat(result(sequence).promptTokens()).isEqualTo(3);
  }

  @Test
  void promptGivenUpHalfDoneStartsAnew() {
    Sequence sequence = waiting(3, 4);
    sequence.prefill(2);

    sequence.giveUpSlot();

    assertThat(sequence.prefillRemainder()).isEqualTo(3);
    assertThat(toPrefill(sequence)).containsExactly(100, 101, 102);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void resumesBehindTokensCommittedElsewhere(int count) {
    List<Integer> committed = List.of(20, 21, 22, 23, 24).subList(0, count);
    Sequence sequence = waiting(3, count + 2);

    sequence.resume(Sequences.begun(committed));

    assertThat(sequence.emittedTokens()).isEqualTo(committed);
    assertThat(sequence.prefillTokens()).isEqualTo(3 + count);
    assertThat(toPrefill(sequence)).startsWith(100, 101, 102).endsWith(ints(committed));
    prefilled(sequence, 30);
    Sequences.commit(sequence, 4, DRAFTS, 0, 31);
    assertThat(result(sequence).tokenIds()).hasSize(count + 2).endsWith(30, 31);
    assertThat(result(sequence).finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void committedTokensMayEndTheCompletion() {
    Sequence sequence = waiting(3, 9, STOP);

    sequence.resume(Sequences.begun(List.of(20, STOP)));

    assertThat(sequence.finished()).isTrue();
    assertThat(result(sequence).tokenIds()).containsExactly(20, STOP);
    assertThat(result(sequence).acceptance().steps()).isZero();
    assertThat(result(sequence).timings())
        .isEqualTo(new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void committedTokensMayNotGoOnBehindTheEnd() {
    assertThatThrownBy(() -> waiting(3, 9, STOP).resume(Sequences.begun(List.of(20, STOP, 21))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "committed tokens of completion 0 must be at most the 2 with which it ends, got 3");
  }

  @Test
  void timingsCountTheFirstSlotsPrefillAndTheFirstToken() {
    Sequence sequence =
        Sequences.of(Sequences.prompt(3, false), 0, new StopRules(Set.of(), 2), 1_000);
    sequence.beginPrefill(1_200);
    sequence.prefill(3);
    sequence.commitFirst(DrawnToken.of(1), 1_700);
    sequence.giveUpSlot();
    sequence.beginPrefill(5_000);
    sequence.prefill(4);
    sequence.commitFirst(DrawnToken.of(2), 6_000);

    assertThat(sequence.result(6_500).timings())
        .isEqualTo(
            new Timings(
                Duration.ofNanos(200),
                Duration.ofNanos(500),
                Duration.ofNanos(700),
                Duration.ofNanos(4_800)));
  }

  /**
   * A step reports as many as any of its sequences wants; a checkpoint holds what each one wants.
   */
  @Test
  void progressHasOnlyTheLikelyTokensAskedFor() {
    List<TokenLogprob> top = List.of(new TokenLogprob(20, -1), new TokenLogprob(9, -2));
    DrawReport report = new DrawReport(0.5, new TokenLogprob(20, -1), top);
    GenerationParameters parameters = GenerationParameters.greedy(2).withLogprobs(1);
    Sequence sequence = Sequences.of(with(parameters), 0, new StopRules(Set.of(), 2), 0);
    sequence.prefill(sequence.prefillRemainder());

    sequence.commitFirst(new DrawnToken(20, Optional.of(report)), 0);

    assertThat(sequence.progress(0).tokens())
        .singleElement()
        .satisfies(
            token -> assertThat(token.report().orElseThrow().top()).isEqualTo(top.subList(0, 1)));
  }

  @Test
  void committedTokensComeWithTheReportsAskedFor() {
    DrawReport report = new DrawReport(0.5, new TokenLogprob(20, -1), List.of());
    GenerationParameters parameters =
        GenerationParameters.greedy(2).withLogprobs(0).returning(true, true);
    Sequence sequence = Sequences.of(with(parameters), 0, new StopRules(Set.of(), 2), 0);

    sequence.resume(GenerationProgress.of(List.of(new DrawnToken(20, Optional.of(report)))));

    assertThat(sequence.finished()).isFalse();
    sequence.prefill(sequence.prefillRemainder());
    sequence.commitFirst(new DrawnToken(21, Optional.of(report)), 0);
    assertThat(result(sequence).logprobs()).hasSize(2);
    assertThat(result(sequence).margins()).containsExactly(0.5, 0.5);
    Sequence without = Sequences.of(with(parameters), 0, new StopRules(Set.of(), 2), 0);
    GenerationProgress unreported = GenerationProgress.of(List.of(DrawnToken.of(20)));
    assertThatThrownBy(() -> without.resume(unreported))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "committed tokens of completion 0 must have the reports asked for, token 0 has none");
  }

  private static EncodedPrompt with(GenerationParameters parameters) {
    return new EncodedPrompt(
        new GenerationRequest("request", new PromptInput.TokenIds(List.of(1)), parameters),
        new int[] {1});
  }

  @Test
  void completionHasItsIndexAndASeedOfItsOwn() {
    GenerationParameters parameters =
        GenerationParameters.of(StopConditions.after(1), SamplingParameters.GREEDY, 40).withN(3);
    Sequence third =
        prefilled(
            new Sequence(
                with(parameters),
                2,
                new Place(0, 7),
                Sequences.emitter(new StopRules(Set.of(), 1)),
                4,
                0),
            1);

    assertThat(result(third).index()).isEqualTo(2);
    assertThat(result(third).seed()).isEqualTo(42);
    assertThat(third.seed()).isEqualTo(42);
  }

  private static int[] toPrefill(Sequence sequence) {
    return IntStream.range(0, sequence.prefillTokens()).map(sequence::token).toArray();
  }

  private static int[] ints(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }
}
