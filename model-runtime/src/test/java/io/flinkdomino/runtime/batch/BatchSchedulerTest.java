package io.flinkdomino.runtime.batch;

import static io.flinkdomino.runtime.batch.Sequences.waiting;
import static io.flinkdomino.runtime.batch.Sequences.waitingWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSchedulerTest {

  private static final int SLOTS = 6;
  private static final int LONGEST = 60;

  private static BatchScheduler scheduler(int slots, int prefillTokens) {
    return new BatchScheduler(slots, prefillTokens, () -> 0);
  }

  /** What a pass and its outcome do to the sequences of a plan. */
  private static void run(BatchPlan plan, int drafts, Random random) {
    for (Sequence sequence : plan.decoding()) {
      List<Integer> tokens = IntStream.range(0, drafts).boxed().toList();
      Sequences.commit(sequence, drafts, tokens, random.nextInt(drafts + 1), 0);
    }
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.endsPrefill()) {
        chunk.sequence().commitFirst(Sequences.drawn(0), 0);
      }
    }
  }

  private static BatchPlan step(BatchScheduler scheduler) {
    BatchPlan plan = scheduler.plan();
    run(plan, 1, new Random(0));
    scheduler.advance(plan);
    return plan;
  }

  /** Sequences of random lengths join and finish at random; nobody loses or mixes up an entry. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 64})
  void everySequenceFindsItsOwnEntriesWhereverItMoves(int prefillTokens) {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      BatchScheduler scheduler = scheduler(SLOTS, prefillTokens);
      SimulatedCache cache = new SimulatedCache(SLOTS, LONGEST);
      List<Sequence> running = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        while (scheduler.freeSlots() > 0 && random.nextInt(3) > 0) {
          Sequence sequence = waiting(1 + random.nextInt(20), 1 + random.nextInt(30));
          scheduler.join(sequence);
          running.add(sequence);
        }
        BatchPlan plan = scheduler.plan();
        assertContiguous(plan, running);
        cache.write(plan, Sequences.DRAFTS);
        run(plan, Sequences.DRAFTS, random);
        scheduler.advance(plan).forEach(cache::move);
        running.removeIf(Sequence::finished);

        assertThat(scheduler.running()).isEqualTo(running.size());
        cache.assertHolds(running);
        assertThat(running.stream().filter(BatchSchedulerTest::halfPrefilled).count())
            .isLessThan(2);
      }
    }
  }

  /** Decoding sequences have slots 0..n-1, the others those behind them; no slot twice. */
  private static void assertContiguous(BatchPlan plan, List<Sequence> running) {
    for (int i = 0; i < plan.decoding().size(); i++) {
      assertThat(plan.decoding().get(i).slot()).isEqualTo(i);
    }
    assertThat(running.stream().map(Sequence::slot))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, running.size()).boxed().toList());
    for (int i = 0; i < plan.chunks().size(); i++) {
      assertThat(plan.chunks().get(i).sequence().slot()).isEqualTo(plan.decoding().size() + i);
    }
  }

  private static boolean halfPrefilled(Sequence sequence) {
    return sequence.prefilled() > 0 && sequence.prefillRemainder() > 0;
  }

  @Test
  void promptsArePrefilledInOrderOfAdmissionUpToTheBudget() {
    BatchScheduler scheduler = scheduler(4, 10);
    List<Sequence> prompts = List.of(waiting(4, 9), waiting(15, 9), waiting(3, 9));
    prompts.forEach(scheduler::join);

    assertThat(step(scheduler).chunks())
        .containsExactly(
            new PrefillChunk(prompts.get(0), 0, 4), new PrefillChunk(prompts.get(1), 0, 6));
    assertThat(step(scheduler).chunks())
        .containsExactly(
            new PrefillChunk(prompts.get(1), 6, 9), new PrefillChunk(prompts.get(2), 0, 1));
    assertThat(step(scheduler).chunks()).containsExactly(new PrefillChunk(prompts.get(2), 1, 2));
    assertThat(scheduler.plan().decoding()).isEqualTo(prompts);
  }

  @Test
  void finishedPrefillLeavesWithoutEverDecoding() {
    BatchScheduler scheduler = scheduler(2, 10);
    scheduler.join(waiting(4, 1));

    step(scheduler);

    assertThat(scheduler.running()).isZero();
    assertThat(scheduler.plan().isEmpty()).isTrue();
  }

  @Test
  void closingAGapMovesOnlyTheLastSequence() {
    BatchScheduler scheduler = scheduler(4, 100);
    List.of(waiting(4, 2), waiting(5, 90), waiting(6, 90)).forEach(scheduler::join);
    step(scheduler);
    BatchPlan plan = scheduler.plan();
    run(plan, 1, new Random(0));

    List<SlotMove> moves = scheduler.advance(plan);

    Sequence moved = scheduler.plan().decoding().get(0);
    assertThat(moves).containsExactly(new SlotMove(2, 0, moved.cachedTokens()));
    assertThat(moved.promptTokens()).hasSize(6);
  }

  @Test
  void promptNotYetBegunMovesWithoutACopy() {
    BatchScheduler scheduler = scheduler(3, 4);
    List.of(waiting(4, 1), waiting(5, 90)).forEach(scheduler::join);
    BatchPlan plan = scheduler.plan();
    run(plan, 1, new Random(0));

    assertThat(scheduler.advance(plan)).isEmpty();
    assertThat(scheduler.plan().chunks().get(0).sequence().slot()).isZero();
  }

  @Test
  void cachedTokensAreThoseOfAllSequences() {
    BatchScheduler scheduler = scheduler(3, 6);
    List.of(waiting(4, 90), waiting(5, 90)).forEach(scheduler::join);

    step(scheduler);

    assertThat(scheduler.cachedTokens()).isEqualTo(4 + 2);
  }

  @Test
  void refusesToJoinWhenEverySlotIsTaken() {
    BatchScheduler scheduler = scheduler(1, 6);
    scheduler.join(waiting(4, 1));

    assertThatThrownBy(() -> scheduler.join(waiting(4, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("all 1 slots are taken");
  }

  @Test
  void waitingInASlotCountsAsQueuedUntilPrefillBegins() {
    AtomicLong clock = new AtomicLong();
    BatchScheduler scheduler = new BatchScheduler(2, 4, clock::get);
    Sequence first = waiting(4, 1);
    Sequence second = waiting(2, 1);
    List.of(first, second).forEach(scheduler::join);
    step(scheduler);
    clock.set(700);
    step(scheduler);

    assertThat(second.result(900).timings().queued()).isEqualTo(Duration.ofNanos(700));
  }

  @Test
  void longPromptAddsNoMoreThanTheBudgetToAnyStepOfItsNeighbours() {
    BatchScheduler scheduler = scheduler(4, 128);
    List<Sequence> neighbours = List.of(waiting(5, 1_000), waiting(6, 1_000));
    neighbours.forEach(scheduler::join);
    step(scheduler);
    Sequence longPrompt = waiting(1_500, 9);
    scheduler.join(longPrompt);
    scheduler.join(waiting(20, 9));

    for (int prefilled = 0; prefilled < 1_500; prefilled += 128) {
      BatchPlan plan = step(scheduler);

      assertThat(plan.decoding()).isEqualTo(neighbours);
      assertThat(plan.chunks().get(0))
          .isEqualTo(new PrefillChunk(longPrompt, prefilled, Math.min(128, 1_500 - prefilled)));
      assertThat(plan.chunkTokens(2_000).columns()).isLessThanOrEqualTo(128);
    }
    assertThat(longPrompt.prefillRemainder()).isZero();
  }

  @Test
  void whoComesFirstIsPrefilledFirstButNobodyOvertakesABegunPrefill() {
    BatchScheduler scheduler = scheduler(4, 10);
    Sequence begun = waitingWith(0, 15);
    Sequence late = waitingWith(5, 4);
    Sequence urgent = waitingWith(-1, 4);
    scheduler.join(begun);
    step(scheduler);
    scheduler.join(late);
    scheduler.join(urgent);

    assertThat(scheduler.plan().chunks())
        .containsExactly(
            new PrefillChunk(begun, 10, 5),
            new PrefillChunk(urgent, 0, 4),
            new PrefillChunk(late, 0, 1));
    assertThat(List.of(begun.slot(), urgent.slot(), late.slot())).containsExactly(0, 1, 2);
  }

  @Test
  void removedSequencesLeaveNoGap() {
    BatchScheduler scheduler = scheduler(5, 12);
    List<Sequence> all =
        List.of(waiting(4, 90), waiting(5, 90), waiting(9, 90), waiting(3, 90), waiting(2, 90));
    all.forEach(scheduler::join);
    step(scheduler);

    List<SlotMove> moves = scheduler.remove(List.of(all.get(0), all.get(3)));

    assertThat(moves).containsExactly(new SlotMove(1, 0, 5), new SlotMove(2, 1, 3));
    assertThat(scheduler.sequences()).containsExactly(all.get(1), all.get(2), all.get(4));
    assertThat(scheduler.sequences().stream().map(Sequence::slot)).containsExactly(0, 1, 2);
    assertThat(scheduler.remove(List.of(waiting(1, 1)))).as("of another batch").isEmpty();
  }
}
