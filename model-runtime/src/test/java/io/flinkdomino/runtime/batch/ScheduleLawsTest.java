package io.flinkdomino.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.admission.Admission;
import io.flinkdomino.runtime.admission.Preemption;
import io.flinkdomino.runtime.admission.PriorityPreemption;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws of scheduling, over random loads: sequences of random lengths and priorities come, are
 * preempted, leave and finish at random. The token at position p of any sequence is 1000 + p.
 */
class ScheduleLawsTest {

  private static final int LOADS = 50;
  private static final int STEPS_WITH_ARRIVALS = 60;
  private static final int LONGEST_PROMPT = 40;
  private static final int MOST_TOKENS = 30;
  private static final int MOST_STEPS = 100_000;

  /** A load, and all that goes on in it. */
  private static final class Load {
    private final Random random;
    private final int slots;
    private final int prefillTokens;
    private final BatchScheduler scheduler;
    private final Admission admission;
    private final SimulatedCache cache;
    private final List<Sequence> underWay = new ArrayList<>();
    private final List<Sequence> finished = new ArrayList<>();

    private Load(Random random, int prefillTokens, Preemption preemption) {
      this.random = random;
      this.prefillTokens = prefillTokens;
      slots = 1 + random.nextInt(6);
      scheduler = new BatchScheduler(slots, prefillTokens, () -> 0);
      admission = new Admission(scheduler, preemption);
      cache = new SimulatedCache(slots, LONGEST_PROMPT + MOST_TOKENS + Sequences.DRAFTS + 1);
    }

    private boolean hasWork(int step) {
      assertThat(step).as("steps until all are done").isLessThan(MOST_STEPS);
      return step < STEPS_WITH_ARRIVALS || !underWay.isEmpty();
    }

    private void someCome() {
      for (int count = random.nextInt(4); count > 0; count--) {
        StopRules rules = new StopRules(Set.of(), 1 + random.nextInt(MOST_TOKENS));
        Sequence sequence =
            new Sequence(
                Sequences.prompt(1 + random.nextInt(LONGEST_PROMPT), false),
                0,
                admission.lastPlace(random.nextInt(3) - 1),
                Sequences.emitter(rules),
                Sequences.DRAFTS,
                0);
        admission.add(sequence);
        underWay.add(sequence);
      }
    }

    private void someLeave() {
      List<Sequence> leaving = underWay.stream().filter(s -> random.nextInt(20) == 0).toList();
      admission.remove(leaving).forEach(cache::move);
      underWay.removeAll(leaving);
    }

    private void admit() {
      Set<Sequence> before = Set.copyOf(scheduler.sequences());
      admission.admit().forEach(cache::move);
      Set<Sequence> gone = new HashSet<>(before);
      scheduler.sequences().stream().filter(s -> s.cachedTokens() > 0).forEach(gone::remove);
      gone.forEach(cache::forget);
    }

    private BatchPlan step() {
      BatchPlan plan = scheduler.plan();
      cache.assertHolds(scheduler.sequences());
      cache.write(plan, Sequences.DRAFTS);
      for (Sequence sequence : plan.decoding()) {
        int position = sequence.committedTokens();
        List<Integer> drafts =
            IntStream.range(0, Sequences.DRAFTS).mapToObj(i -> token(position + i)).toList();
        int accepted = random.nextInt(Sequences.DRAFTS + 1);
        Sequences.commit(sequence, Sequences.DRAFTS, drafts, accepted, token(position + accepted));
      }
      for (PrefillChunk chunk : plan.chunks()) {
        if (chunk.endsPrefill()) {
          chunk.sequence().commitFirst(DrawnToken.of(token(chunk.end())), 0);
        }
      }
      scheduler.advance(plan).forEach(cache::move);
      underWay.stream().filter(Sequence::finished).forEach(finished::add);
      underWay.removeIf(Sequence::finished);
      return plan;
    }
  }

  private static int token(int position) {
    return 1_000 + position;
  }

  private static Load load(int seed, int prefillTokens, Preemption preemption) {
    return new Load(new Random(seed), prefillTokens, preemption);
  }

  /** Lets any running sequence give up its slot at any time, while others come. */
  private static Preemption atRandom(Random random) {
    AtomicInteger steps = new AtomicInteger();
    return (running, waiting, freeSlots) ->
        steps.getAndIncrement() < STEPS_WITH_ARRIVALS
            ? running.stream().filter(sequence -> random.nextInt(8) == 0).toList()
            : List.of();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 64})
  void everySequenceEndsWithItsOwnTokensWhoeverIsPreempted(int prefillTokens) {
    for (int seed = 0; seed < LOADS; seed++) {
      Load load = load(seed, prefillTokens, atRandom(new Random(~seed)));
      for (int step = 0; load.hasWork(step); step++) {
        if (step < STEPS_WITH_ARRIVALS) {
          load.someCome();
          load.someLeave();
        }
        load.admit();
        assertNobodyIsLost(load);
        assertSlotsAreContiguous(load);
        assertPrefill(load, load.scheduler.running(), load.step());
      }
      assertThat(load.scheduler.cachedTokens()).isZero();
      load.finished.forEach(ScheduleLawsTest::assertOwnTokens);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 64})
  void slotsBelongToThoseThatComeFirst(int prefillTokens) {
    for (int seed = 0; seed < LOADS; seed++) {
      Load load = load(seed, prefillTokens, new PriorityPreemption());
      for (int step = 0; load.hasWork(step); step++) {
        if (step < STEPS_WITH_ARRIVALS) {
          load.someCome();
          load.someLeave();
        }
        load.admit();
        assertThat(load.scheduler.sequences())
            .containsExactlyInAnyOrderElementsOf(
                load.underWay.stream()
                    .sorted(Comparator.comparing(Sequence::place))
                    .limit(load.slots)
                    .toList());
        assertSlotsAreContiguous(load);
        assertPrefill(load, load.scheduler.running(), load.step());
      }
      load.finished.forEach(ScheduleLawsTest::assertOwnTokens);
    }
  }

  private static void assertNobodyIsLost(Load load) {
    assertThat(load.scheduler.running() + load.admission.waiting()).isEqualTo(load.underWay.size());
    assertThat(load.scheduler.running()).isEqualTo(Math.min(load.slots, load.underWay.size()));
  }

  /** No slot twice, and decoding sequences in slots 0..n-1. */
  private static void assertSlotsAreContiguous(Load load) {
    assertThat(load.scheduler.sequences().stream().map(Sequence::slot))
        .containsExactlyElementsOf(IntStream.range(0, load.scheduler.running()).boxed().toList());
    List<Sequence> decoding = load.scheduler.plan().decoding();
    assertThat(load.scheduler.sequences().subList(0, decoding.size())).isEqualTo(decoding);
  }

  /** A step prefills as much as it may, never more, and the tokens that belong there. */
  private static void assertPrefill(Load load, int running, BatchPlan plan) {
    int count = plan.chunks().stream().mapToInt(PrefillChunk::count).sum();
    assertThat(count).isLessThanOrEqualTo(load.prefillTokens);
    if (plan.running() < running || !plan.chunks().stream().allMatch(PrefillChunk::endsPrefill)) {
      assertThat(count).isEqualTo(load.prefillTokens);
    }
    for (PrefillChunk chunk : plan.chunks()) {
      assertThat(chunk.count()).isPositive();
      for (int i = chunk.start(); i < chunk.end(); i++) {
        int promptTokens = chunk.sequence().promptTokens().length;
        assertThat(chunk.sequence().token(i)).isEqualTo(i < promptTokens ? 100 + i : token(i));
      }
    }
  }

  private static void assertOwnTokens(Sequence sequence) {
    int start = sequence.promptTokens().length;
    List<Integer> emitted = sequence.emittedTokens();
    assertThat(emitted)
        .isEqualTo(IntStream.range(0, emitted.size()).mapToObj(i -> token(start + i)).toList());
  }
}
