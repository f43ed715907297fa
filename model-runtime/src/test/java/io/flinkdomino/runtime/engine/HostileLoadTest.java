package io.flinkdomino.runtime.engine;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the load: one outcome a request, its own tokens, and nothing left behind. */
class HostileLoadTest {

  private static final int LONGEST_SEQUENCE = 250;
  private static final int ROUNDS = 6;

  private static ModelStore.Lease models;
  private static List<EncodedPrompt> prompts;
  private static Map<String, GenerationResult> undisturbed;

  @BeforeAll
  static void decodeOneAtATime() {
    models = Golden.TINY.load();
    prompts = new ArrayList<>(HostileLoad.promptsOfLengths(1, 2, 3, 7, 33, 120, 210, 248, 249));
    Golden.TINY.cases().stream().limit(16).map(Golden.Case::request).forEach(prompts::add);
    try (DecodeEngine engine = engine(1, 256, new AtomicLong())) {
      undisturbed = Completions.of(engine, prompts);
    }
  }

  @AfterAll
  static void unload() {
    models.close();
  }

  private static DecodeEngine engine(int maxBatch, int prefillTokens, AtomicLong epochMillis) {
    Preemption preemption = new PriorityPreemption();
    EngineSettings settings =
        new EngineSettings(
            maxBatch, 1L << 28, LONGEST_SEQUENCE, VerifiedLength.ALL, prefillTokens, 1);
    return new DecodeEngine(
        models.models(), settings, System::nanoTime, epochMillis::get, Drafters::open, preemption);
  }

  @ParameterizedTest
  @CsvSource({"1, 4, 256", "2, 7, 40", "3, 2, 11"})
  void everyRequestHasOneOutcomeAndItsOwnTokens(long seed, int maxBatch, int prefillTokens) {
    AtomicLong epochMillis = new AtomicLong(1_700_000_000_000L);
    try (DecodeEngine engine = engine(maxBatch, prefillTokens, epochMillis)) {
      int heldBefore = engine.heldTensors();
      HostileLoad load = new HostileLoad(seed, engine, epochMillis);

      load.run(prompts, ROUNDS);

      assertThat(load.outcomes().size() + load.cancelled().size())
          .isEqualTo(prompts.size() * ROUNDS);
      assertThat(load.outcomes().keySet()).doesNotContainAnyElementsOf(load.cancelled());
      load.outcomes().values().forEach(HostileLoadTest::assertAsUndisturbed);
      assertEveryDisturbanceHappened(engine, load);
      assertThat(engine.kvUsage()).isZero();
      assertThat(engine.heldTensors()).isEqualTo(heldBefore);
      assertThat(engine.running() + engine.waiting()).isZero();
    }
  }

  private static void assertAsUndisturbed(GenerationOutcome outcome) {
    String id = outcome.request().id();
    if (outcome instanceof GenerationOutcome.Failed failed) {
      assertThat(failed.refusal().reason()).isEqualTo(FailureReason.DEADLINE_EXCEEDED);
      assertThat(failed.request().parameters().deadlineEpochMs()).as(id).isPresent();
      return;
    }
    List<GenerationResult> results = ((GenerationOutcome.Completed) outcome).results();
    assertThat(results).hasSize(outcome.request().parameters().n());
    GenerationResult expected = undisturbed.get(id.substring(0, id.indexOf(", round")));
    for (GenerationResult result : results) {
      assertThat(result.tokenIds()).as(id).isEqualTo(expected.tokenIds());
      assertThat(result.finishReason()).as(id).isEqualTo(expected.finishReason());
    }
  }

  private static void assertEveryDisturbanceHappened(DecodeEngine engine, HostileLoad load) {
    assertThat(load.cancelled()).hasSizeGreaterThan(5);
    assertThat(load.outcomes().values())
        .anyMatch(GenerationOutcome.Failed.class::isInstance)
        .anyMatch(o -> o instanceof GenerationOutcome.Completed c && c.results().size() > 1);
    assertThat(engine.stats().recomputedTokens()).as("after preemption").isGreaterThan(100);
  }
}
