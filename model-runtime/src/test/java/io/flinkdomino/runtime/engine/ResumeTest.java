package io.flinkdomino.runtime.engine;

import static io.flinkdomino.runtime.engine.Outcomes.assertGreedy;
import static io.flinkdomino.runtime.engine.Outcomes.drain;
import static io.flinkdomino.runtime.engine.Outcomes.prompt;
import static io.flinkdomino.runtime.engine.Outcomes.results;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.batch.Sequences;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A completion that was begun elsewhere goes on as it would have there. */
class ResumeTest {

  private static final List<Golden.Case> CASES = Golden.TINY.cases().subList(0, 12);

  private static ModelStore.Lease models;

  @BeforeAll
  static void load() {
    models = Golden.TINY.load();
  }

  @AfterAll
  static void unload() {
    models.close();
  }

  private static DecodeEngine engine(int maxBatch, int prefillTokens) {
    return new DecodeEngine(
        models.models(),
        new EngineSettings(maxBatch, 1L << 28, 200, VerifiedLength.ALL, prefillTokens, 1),
        System::nanoTime);
  }

  private static GenerationProgress first(List<Integer> tokens, int count) {
    return Sequences.begun(tokens.subList(0, Math.min(count, tokens.size())));
  }

  /** Where a cycle of the undisturbed run began, a resumed one begins with the same cycle. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void resumedCompletionDraftsAsIfNothingHadHappened(int cycle) {
    List<Golden.Case> cases =
        CASES.stream().filter(golden -> golden.cycles().size() > cycle).toList();
    try (DecodeEngine engine = engine(8, 256)) {
      for (Golden.Case golden : cases) {
        int committed = tokensBefore(golden, cycle);
        engine.resume(golden.request(), List.of(first(golden.greedy(), committed)));
      }

      List<GenerationOutcome> outcomes = drain(engine);

      assertGreedy(outcomes, cases);
      for (GenerationOutcome outcome : outcomes) {
        List<Golden.Cycle> cycles = cyclesOf(outcome.request().id());
        assertThat(results(outcome).get(0).trace().stream().map(ResumeTest::kept))
            .containsExactlyElementsOf(
                cycles.subList(cycle, cycles.size()).stream().map(c -> kept(c.cycle())).toList());
      }
    }
  }

  private static List<Golden.Cycle> cyclesOf(String name) {
    return CASES.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow().cycles();
  }

  /** Tokens committed before a cycle, its anchor left out. */
  private static int tokensBefore(Golden.Case golden, int cycle) {
    return golden.cycles().subList(0, cycle).stream().mapToInt(c -> c.cycle().accepted() + 1).sum();
  }

  /** A cycle without the drafts behind the first rejection, whose order may be rounding noise. */
  private static DecodeCycle kept(DecodeCycle cycle) {
    return new DecodeCycle(
        cycle.anchor(), cycle.draft().subList(0, cycle.accepted()), cycle.accepted(), cycle.next());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1_000})
  void resumedCompletionsEqualUndisturbedOnes(int most) {
    try (DecodeEngine engine = engine(4, 23)) {
      for (Golden.Case golden : CASES) {
        List<Integer> greedy = golden.greedy();
        engine.resume(
            prompt(golden, p -> p.withN(3)),
            List.of(
                first(greedy, most),
                first(greedy.subList(0, greedy.size() - 1), most),
                GenerationProgress.NONE));
      }

      assertGreedy(drain(engine), CASES);
    }
  }

  @Test
  void completionsThatHadEndedElsewhereAreAnsweredWithoutAPass() {
    try (DecodeEngine engine = engine(2, 256)) {
      CASES.forEach(
          golden -> engine.resume(golden.request(), List.of(Sequences.begun(golden.greedy()))));
      assertThat(engine.hasWork()).isTrue();
      assertThat(engine.cancel(CASES.get(0).request().request())).as("another object").isFalse();

      assertGreedy(engine.step(), CASES);
      assertThat(engine.hasWork()).isFalse();
      assertThat(engine.stats().steps()).isZero();
    }
  }

  @Test
  void cancelledBeforeItsAnswerLeftIsNotReported() {
    try (DecodeEngine engine = engine(2, 256)) {
      EncodedPrompt ended = CASES.get(0).request();
      engine.resume(ended, List.of(Sequences.begun(CASES.get(0).greedy())));

      assertThat(engine.cancel(ended.request())).isTrue();
      assertThat(engine.step()).isEmpty();
      assertThat(engine.hasWork()).isFalse();
    }
  }
}
