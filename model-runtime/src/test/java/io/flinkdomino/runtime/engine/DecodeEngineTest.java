package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.stats.DecodeStats;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A completion depends on its prompt alone, and an engine keeps to its limits. */
class DecodeEngineTest {

  private static final List<Golden.Case> CASES = Golden.TINY.cases().subList(0, 24);
  private static final long MUCH_MEMORY = 1L << 28;
  private static final VerifiedLength ALL = VerifiedLength.ALL;

  private static ModelStore.Lease models;
  private static ModelStore.Lease targetOnly;

  @BeforeAll
  static void load() {
    models = Golden.TINY.load();
    targetOnly = Golden.TINY.load(Optional.empty());
  }

  @AfterAll
  static void unload() {
    models.close();
    targetOnly.close();
  }

  private static DecodeEngine engine(EngineSettings settings) {
    return new DecodeEngine(models.models(), settings, System::nanoTime);
  }

  private static EngineSettings settings(int maxBatch, VerifiedLength verified, int prefillTokens) {
    return new EngineSettings(maxBatch, MUCH_MEMORY, 200, verified, prefillTokens, 1);
  }

  private static EngineSettings limitedTo(int sequenceTokens, int maxBatch) {
    return new EngineSettings(maxBatch, MUCH_MEMORY, sequenceTokens, ALL, 256, 1);
  }

  private static List<EncodedPrompt> prompts() {
    return CASES.stream().map(Golden.Case::request).toList();
  }

  private static EncodedPrompt prompt(int tokens) {
    List<Integer> ids = IntStream.range(10, 10 + tokens).boxed().toList();
    return new EncodedPrompt(
        new GenerationRequest(
            "prompt of " + tokens,
            new PromptInput.TokenIds(ids),
            GenerationParameters.greedy(1_000)),
        ids.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void assertGreedy(Map<String, GenerationResult> results) {
    assertGreedy(results, CASES);
  }

  private static void assertGreedy(Map<String, GenerationResult> results, List<Golden.Case> cases) {
    assertThat(results).hasSameSizeAs(cases);
    for (Golden.Case expected : cases) {
      assertThat(results.get(expected.name()).tokenIds())
          .as(expected.name())
          .isEqualTo(expected.greedy());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tokensDoNotDependOnTheOrderOfArrival(long seed) {
    List<EncodedPrompt> shuffled = new ArrayList<>(prompts());
    Collections.shuffle(shuffled, new Random(seed));
    try (DecodeEngine engine = engine(settings(7, ALL, 256))) {
      assertGreedy(Completions.of(engine, shuffled));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 24})
  void tokensDoNotDependOnTheBatch(int maxBatch) {
    try (DecodeEngine engine = engine(settings(maxBatch, ALL, 256))) {
      assertGreedy(Completions.of(engine, prompts()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 19})
  void tokensDoNotDependOnHowPromptsArePrefilled(int prefillTokens) {
    try (DecodeEngine engine = engine(settings(8, ALL, prefillTokens))) {
      assertGreedy(Completions.of(engine, prompts()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 11})
  void tokensDoNotDependOnTheVerifiedLength(int verifiedLength) {
    try (DecodeEngine engine = engine(settings(8, VerifiedLength.of(verifiedLength), 256))) {
      Map<String, GenerationResult> results = Completions.of(engine, prompts());

      assertGreedy(results);
      for (GenerationResult result : results.values()) {
        assertThat(result.trace()).allMatch(cycle -> cycle.draft().size() == verifiedLength);
        assertThat(result.acceptance().acceptedPerPosition()).hasSize(verifiedLength);
      }
    }
  }

  @Test
  void tokensDoNotDependOnTheThreads() {
    EngineSettings twoThreads = new EngineSettings(8, MUCH_MEMORY, 200, ALL, 256, 2);
    try (DecodeEngine engine = engine(twoThreads)) {
      assertGreedy(Completions.of(engine, prompts().subList(0, 4)), CASES.subList(0, 4));
    }
  }

  @Test
  void tokensDoNotDependOnTheDrafter() {
    try (DecodeEngine engine =
        new DecodeEngine(targetOnly.models(), settings(8, ALL, 256), System::nanoTime)) {
      Map<String, GenerationResult> results = Completions.of(engine, prompts());

      assertGreedy(results);
      assertThat(results.values())
          .allMatch(result -> result.acceptance().drafted() == 0)
          .allMatch(result -> result.acceptance().steps() == result.tokenIds().size() - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void tokensDoNotDependOnNeighboursThatComeAndGo(int maxBatch) {
    try (DecodeEngine engine = engine(settings(maxBatch, ALL, 9))) {
      assertGreedy(Completions.oneByOne(engine, prompts()));
    }
  }

  @Test
  void resultsAddUpWhatTheirTracesTell() {
    try (DecodeEngine engine = engine(settings(8, ALL, 256))) {
      for (GenerationResult result : Completions.of(engine, prompts()).values()) {
        long added = result.trace().stream().mapToLong(cycle -> cycle.accepted() + 1L).sum();
        assertThat(1 + added).isGreaterThanOrEqualTo(result.tokenIds().size());
        assertThat(result.acceptance().accepted() + result.acceptance().steps()).isEqualTo(added);
        assertThat(result.trace().stream().map(DecodeCycle::anchor)).isSubsetOf(result.tokenIds());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 35, 40, 47})
  void contextLimitInsideABlockCutsTheCompletion(int limit) {
    try (DecodeEngine engine = engine(limitedTo(limit, 8))) {
      Map<String, GenerationResult> results = Completions.of(engine, prompts());
      for (Golden.Case expected : CASES) {
        int room = limit - expected.prompt().length;
        GenerationResult result = results.get(expected.name());
        List<Integer> greedy = expected.greedy();
        assertThat(result.tokenIds())
            .as(expected.name())
            .isEqualTo(greedy.subList(0, Math.min(room, greedy.size())));
        assertThat(result.finishReason())
            .isEqualTo(room < greedy.size() ? FinishReason.LENGTH : FinishReason.STOP);
      }
    }
  }

  @Test
  void promptsUpToTheLimitGetOneToken() {
    try (DecodeEngine engine = engine(limitedTo(50, 2))) {
      GenerationResult result =
          Completions.of(engine, List.of(prompt(49))).values().iterator().next();

      assertThat(result.tokenIds()).hasSize(1);
      assertThat(result.promptTokens()).isEqualTo(49);
    }
  }

  @Test
  void promptThatFillsTheContextIsRefused() {
    try (DecodeEngine engine = engine(limitedTo(50, 2))) {
      assertThatThrownBy(() -> engine.submit(prompt(50)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("prompt must have at most 49 tokens, got 50");
      assertThat(engine.hasWork()).isFalse();
    }
  }

  @Test
  void memoryForTwoSequencesRunsTwoAtATime() {
    long bytesPerSlot = models.models().specs().kvBytesPerToken(ElementType.FLOAT32) * (200 + 17);
    EngineSettings tight = new EngineSettings(64, 3 * bytesPerSlot - 1, 200, ALL, 256, 1);
    try (DecodeEngine engine = engine(tight)) {
      assertThat(engine.limits().capacity().slots()).isEqualTo(2);
      CASES.subList(0, 10).forEach(expected -> engine.submit(expected.request()));
      int finished = 0;
      while (engine.hasWork()) {
        finished += engine.step().size();
        assertThat(engine.running()).isLessThanOrEqualTo(2);
        assertThat(engine.running() + engine.waiting() + finished).isEqualTo(10);
        assertThat(engine.kvUsage()).isBetween(0.0, 1.0);
      }
      assertThat(finished).isEqualTo(10);
      assertThat(engine.kvUsage()).isZero();
    }
  }

  /**
   * The long run of 20,000 requests, with resident memory, is {@code tests/bench/run.sh memory}.
   */
  @Test
  void requestsLeaveNoNativeMemoryBehind() {
    try (DecodeEngine engine = engine(settings(16, ALL, 64))) {
      Completions.of(engine, mixedLengths(50));
      int afterFifty = engine.heldTensors();

      Completions.of(engine, mixedLengths(450));

      assertThat(engine.heldTensors()).isEqualTo(afterFifty);
    }
  }

  /** Requests of 1 to 12 tokens, every third sampled. */
  private static List<EncodedPrompt> mixedLengths(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int[] prompt = CASES.get(i % CASES.size()).prompt();
              GenerationRequest request =
                  new GenerationRequest(
                      "mixed-" + i,
                      new PromptInput.TokenIds(IntStream.of(prompt).boxed().toList()),
                      GenerationParameters.of(
                          StopConditions.after(1 + i * 37 % 12),
                          SamplingParameters.temperature(i % 3 == 0 ? 1 : 0),
                          i));
              return new EncodedPrompt(request, prompt);
            })
        .toList();
  }

  @Test
  void twoEnginesShareModelsWithoutDisturbingEachOther() {
    try (DecodeEngine one = engine(settings(8, ALL, 256));
        DecodeEngine other = engine(settings(3, VerifiedLength.of(4), 11))) {
      prompts().forEach(one::submit);
      one.step();
      assertGreedy(Completions.of(other, prompts()));
      assertThat(one.running()).isPositive();
    }
  }

  /** Rounding changes a token here and there, and all that follows it. */
  @ParameterizedTest
  @EnumSource(names = {"BFLOAT16", "FLOAT16"})
  void halfPrecisionStaysWithTheGreedyPathForAWhile(ElementType type) {
    ModelSource source =
        new ModelSource(
            Golden.TINY.target(),
            new DraftChoice.Folder(Golden.TINY.draft().orElseThrow()),
            TorchDevice.CPU,
            type);
    try (ModelStore.Lease half = ModelStore.acquire(source);
        DecodeEngine engine =
            new DecodeEngine(half.models(), settings(8, ALL, 256), System::nanoTime)) {
      Map<String, GenerationResult> results = Completions.of(engine, prompts());

      assertThat(results.values()).allMatch(r -> r.acceptance().acceptanceLength() > 1);
      double kept = CASES.stream().mapToDouble(c -> shareKept(c, results.get(c.name()))).sum();
      assertThat(kept / CASES.size()).isGreaterThan(0.4);
    }
  }

  /** How far a completion follows the greedy path, as a share of its length. */
  private static double shareKept(Golden.Case expected, GenerationResult result) {
    List<Integer> greedy = expected.greedy();
    int same = 0;
    while (same < Math.min(greedy.size(), result.tokenIds().size())
        && greedy.get(same).equals(result.tokenIds().get(same))) {
      same++;
    }
    return (double) same / greedy.size();
  }

  @Test
  void stepWithoutWorkDoesNothing() {
    try (DecodeEngine engine = engine(settings(2, ALL, 256))) {
      assertThat(engine.step()).isEmpty();
      assertThat(engine.stats()).isEqualTo(DecodeStats.NONE);
      assertThat(engine.hasWork()).isFalse();
    }
  }

  @Test
  void timesAddUpByTheEnginesClock() {
    AtomicLong clock = new AtomicLong();
    try (DecodeEngine engine =
        new DecodeEngine(
            models.models(), settings(4, ALL, 256), () -> clock.getAndAdd(1_000_000))) {
      GenerationResult result =
          Completions.of(engine, List.of(CASES.get(3).request())).values().iterator().next();
      DecodeStats stats = engine.stats();

      assertThat(stats.steps()).isEqualTo(1 + result.acceptance().steps());
      assertThat(stats.runningSteps()).isEqualTo(stats.steps());
      assertThat(stats.idleNanos())
          .as("a look at the clock lies between two steps")
          .isEqualTo((stats.steps() - 1) * 1_000_000);
      assertThat(stats.slotNanos()).as("one sequence").isEqualTo(stats.busyNanos());
      assertThat(stats.promptTokens()).isEqualTo(result.promptTokens());
      assertThat(stats.decodedTokens()).isEqualTo(result.tokenIds().size());
      assertThat(engine.acceptance().total()).isEqualTo(result.acceptance());
      assertThat(stats.draftNanos() + stats.verifyNanos()).isLessThan(stats.busyNanos());
      assertThat(result.timings().timeToFirstToken())
          .isEqualTo(result.timings().queued().plus(result.timings().prefill()));
      assertThat(result.timings().decode()).isPositive();
    }
  }
}
