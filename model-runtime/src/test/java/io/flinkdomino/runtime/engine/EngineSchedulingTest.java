package io.flinkdomino.runtime.engine;

import static io.flinkdomino.runtime.engine.Outcomes.assertGreedy;
import static io.flinkdomino.runtime.engine.Outcomes.drain;
import static io.flinkdomino.runtime.engine.Outcomes.prompt;
import static io.flinkdomino.runtime.engine.Outcomes.results;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Preemption;
import io.flinkdomino.runtime.admission.PriorityPreemption;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a slot, who loses it and who leaves; none of it changes a token of the others. */
class EngineSchedulingTest {

  private static final List<Golden.Case> CASES = Golden.TINY.cases().subList(0, 24);

  /** Completions of at least 20 tokens, which no step finishes at once. */
  private static final List<Golden.Case> LONG_CASES =
      CASES.stream().filter(c -> c.greedy().size() >= 20).limit(4).toList();

  private static ModelStore.Lease models;

  private final AtomicLong epochMillis = new AtomicLong(1_700_000_000_000L);

  @BeforeAll
  static void load() {
    models = Golden.TINY.load();
  }

  @AfterAll
  static void unload() {
    models.close();
  }

  private DecodeEngine engine(int maxBatch, int prefillTokens, Preemption preemption) {
    EngineSettings settings =
        new EngineSettings(maxBatch, 1L << 28, 200, VerifiedLength.ALL, prefillTokens, 1);
    return new DecodeEngine(
        models.models(), settings, System::nanoTime, epochMillis::get, Drafters::open, preemption);
  }

  private DecodeEngine engine(int maxBatch) {
    return engine(maxBatch, 256, new PriorityPreemption());
  }

  private static EncodedPrompt withPriority(Golden.Case golden, int priority) {
    return prompt(golden, parameters -> parameters.scheduled(priority, OptionalLong.empty()));
  }

  private EncodedPrompt withDeadline(Golden.Case golden, long millisFromNow) {
    OptionalLong deadline = OptionalLong.of(epochMillis.get() + millisFromNow);
    return prompt(golden, parameters -> parameters.scheduled(0, deadline));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void requestIsAnsweredOnceWithAllItsCompletions(int maxBatch) {
    try (DecodeEngine engine = engine(maxBatch)) {
      LONG_CASES.forEach(golden -> engine.submit(prompt(golden, p -> p.withN(3))));
      assertThat(engine.waiting()).isEqualTo(3 * LONG_CASES.size());

      List<GenerationOutcome> outcomes = drain(engine);

      assertGreedy(outcomes, LONG_CASES);
      for (GenerationOutcome outcome : outcomes) {
        assertThat(results(outcome).stream().map(GenerationResult::index)).containsExactly(0, 1, 2);
        assertThat(results(outcome).stream().map(GenerationResult::seed))
            .containsExactly(0L, 1L, 2L);
      }
    }
  }

  @Test
  void lowerPriorityNumberStartsFirst() {
    try (DecodeEngine engine = engine(1)) {
      engine.submit(withPriority(CASES.get(0), 0));
      engine.submit(withPriority(CASES.get(1), 3));
      engine.submit(withPriority(CASES.get(2), 0));
      engine.submit(withPriority(CASES.get(3), -1));

      assertThat(drain(engine).stream().map(outcome -> outcome.request().id()))
          .containsExactly(
              CASES.get(3).name(), CASES.get(0).name(), CASES.get(2).name(), CASES.get(1).name());
    }
  }

  @Test
  void deadlineFreesTheSlotForOthersInTheSameStep() {
    try (DecodeEngine engine = engine(1)) {
      EncodedPrompt running = withDeadline(LONG_CASES.get(0), 10);
      EncodedPrompt waiting = withDeadline(LONG_CASES.get(1), 5);
      engine.submit(running);
      engine.submit(waiting);
      engine.submit(LONG_CASES.get(2).request());
      engine.step();
      epochMillis.addAndGet(12);
      long before = engine.stats().promptTokens();

      List<GenerationOutcome> outcomes = engine.step();

      assertThat(outcomes.stream().map(GenerationOutcome::request))
          .containsExactly(waiting.request(), running.request());
      assertThat(outcomes.stream().map(o -> ((GenerationOutcome.Failed) o).refusal().reason()))
          .containsOnly(FailureReason.DEADLINE_EXCEEDED);
      assertThat(((GenerationOutcome.Failed) outcomes.get(1)).refusal().message())
          .isEqualTo(
              "deadlineEpochMs must not pass before the completion is there, got 1700000000010,"
                  + " which passed 2 ms ago");
      assertThat(engine.stats().promptTokens() - before)
          .isEqualTo(LONG_CASES.get(2).prompt().length);
      assertGreedy(drain(engine), LONG_CASES.subList(2, 3));
    }
  }

  @Test
  void completionDoneInTheStepIsDelivered() {
    EngineSettings settings = new EngineSettings(1, 1L << 28, 200, VerifiedLength.ALL, 256, 1);
    try (DecodeEngine engine =
        new DecodeEngine(
            models.models(),
            settings,
            epochMillis::incrementAndGet, // the engine looks at it during the step
            epochMillis::get,
            Drafters::open,
            new PriorityPreemption())) {
      EncodedPrompt prompt = LONG_CASES.get(0).request();
      OptionalLong deadline = OptionalLong.of(epochMillis.get() + 2);
      engine.submit(
          new EncodedPrompt(
              new GenerationRequest(
                  "one token",
                  prompt.request().prompt(),
                  GenerationParameters.greedy(1).scheduled(0, deadline)),
              prompt.tokenIds()));

      List<GenerationOutcome> outcomes = engine.step();

      assertThat(epochMillis.get()).isGreaterThan(deadline.getAsLong());
      assertThat(results(outcomes.get(0)).get(0).tokenIds()).hasSize(1);
    }
  }

  @Test
  void cancelledRequestFreesItsSlotsForTheNextStep() {
    try (DecodeEngine engine = engine(2)) {
      EncodedPrompt running = prompt(LONG_CASES.get(0), p -> p.withN(2));
      EncodedPrompt waiting = LONG_CASES.get(1).request();
      engine.submit(running);
      engine.submit(waiting);
      engine.submit(LONG_CASES.get(2).request());
      engine.submit(LONG_CASES.get(3).request());
      engine.step();
      engine.step();
      assertThat(engine.kvUsage()).isPositive();

      assertThat(engine.cancel(running.request())).isTrue();
      assertThat(engine.cancel(waiting.request())).isTrue();

      assertThat(engine.running()).isZero();
      assertThat(engine.kvUsage()).isZero();
      assertThat(engine.cancel(running.request())).isFalse();
      engine.step();
      assertThat(engine.running()).isEqualTo(2);
      assertGreedy(drain(engine), LONG_CASES.subList(2, 4));
    }
  }

  @Test
  void urgentRequestTakesTheSlotOfTheNewestOfLowestPriority() {
    try (DecodeEngine engine = engine(2)) {
      engine.submit(withPriority(LONG_CASES.get(0), 5));
      engine.submit(withPriority(LONG_CASES.get(1), 5));
      engine.step();
      engine.step();
      engine.submit(withPriority(LONG_CASES.get(2), 0));
      engine.step();
      assertThat(engine.running()).isEqualTo(2);
      assertThat(engine.waiting()).isEqualTo(1);

      List<GenerationOutcome> outcomes = drain(engine);

      assertGreedy(outcomes, LONG_CASES.subList(0, 3));
      assertThat(outcomes.get(2).request().id()).isEqualTo(LONG_CASES.get(1).name());
      assertThat(engine.stats().promptTokens())
          .isEqualTo(LONG_CASES.subList(0, 3).stream().mapToLong(c -> c.prompt().length).sum());
      assertThat(engine.stats().recomputedTokens())
          .as("its prompt and at least a token")
          .isGreaterThan(LONG_CASES.get(1).prompt().length);
    }
  }

  @Test
  void equalPriorityWaits() {
    try (DecodeEngine engine = engine(1)) {
      LONG_CASES.forEach(golden -> engine.submit(golden.request()));

      assertThat(drain(engine).stream().map(outcome -> outcome.request().id()))
          .containsExactlyElementsOf(LONG_CASES.stream().map(Golden.Case::name).toList());
      assertThat(engine.stats().recomputedTokens()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 256", "2, 256", "3, 19", "4, 5"})
  void tokensDoNotDependOnPreemptions(int seed, int prefillTokens) {
    Random random = new Random(seed);
    Preemption anyone =
        (running, waiting, freeSlots) ->
            running.stream().filter(sequence -> random.nextInt(8) == 0).toList();
    try (DecodeEngine engine = engine(5, prefillTokens, anyone)) {
      CASES.forEach(golden -> engine.submit(golden.request()));

      List<GenerationOutcome> outcomes = drain(engine);

      assertGreedy(outcomes, CASES);
      assertThat(engine.stats().recomputedTokens()).isGreaterThan(300);
      assertThat(engine.stats().promptTokens())
          .isEqualTo(CASES.stream().mapToLong(c -> c.prompt().length).sum());
      assertThat(engine.kvUsage()).isZero();
    }
  }

  @Test
  void moreRequestsThanSlotsOfAllLengthsComplete() {
    try (DecodeEngine engine = engine(3, 16, new PriorityPreemption())) {
      List<EncodedPrompt> prompts =
          new ArrayList<>(HostileLoad.promptsOfLengths(1, 2, 15, 16, 17, 64, 150, 198, 199));
      Map<String, GenerationResult> results = Completions.of(engine, prompts);

      assertThat(results).hasSameSizeAs(prompts);
      assertThat(results.get("prompt of 199").tokenIds()).hasSize(1);
      assertThat(results.get("prompt of 198").tokenIds()).hasSizeLessThanOrEqualTo(2);
    }
  }
}
