package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request has so far can be seen at any time, and is all that another engine needs. */
class ProgressTest {

  private static final int TOKENS = 60;

  private static ModelStore.Lease models;

  @BeforeAll
  static void load() {
    models = Golden.TINY.load();
  }

  @AfterAll
  static void unload() {
    models.close();
  }

  /** Two run at a time; the others wait. */
  private static DecodeEngine engine() {
    return new DecodeEngine(
        models.models(),
        new EngineSettings(2, 1L << 28, 200, VerifiedLength.ALL, 64, 1),
        System::nanoTime);
  }

  /** Sampled with all reports, greedy, and two completions of one prompt. */
  private static List<EncodedPrompt> prompts() {
    StopConditions stop = new StopConditions(TOKENS, 0, List.of(), Set.of(), true);
    GenerationParameters sampled =
        GenerationParameters.of(stop, SamplingParameters.temperature(0.8), 7)
            .withLogprobs(2)
            .returning(true, true);
    GenerationParameters greedy = GenerationParameters.of(stop, SamplingParameters.GREEDY, 0);
    return List.of(
        prompt("sampled", sampled), prompt("greedy", greedy), prompt("two", sampled.withN(2)));
  }

  private static EncodedPrompt prompt(String id, GenerationParameters parameters) {
    int[] ids = Golden.TINY.cases().get(0).request().tokenIds();
    PromptInput input = new PromptInput.TokenIds(Arrays.stream(ids).boxed().toList());
    return new EncodedPrompt(new GenerationRequest(id, input, parameters), ids);
  }

  private static void drain(DecodeEngine engine, Map<String, List<GenerationResult>> into) {
    while (engine.hasWork()) {
      for (GenerationOutcome outcome : engine.step()) {
        into.put(outcome.request().id(), ((GenerationOutcome.Completed) outcome).results());
      }
    }
  }

  private static Map<String, List<GenerationResult>> undisturbed() {
    Map<String, List<GenerationResult>> results = new HashMap<>();
    try (DecodeEngine engine = engine()) {
      prompts().forEach(engine::submit);
      drain(engine, results);
    }
    return results;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 12})
  void anotherEngineGoesOnFromIt(int steps) {
    Map<String, List<GenerationResult>> undisturbed = undisturbed();
    Map<String, List<GenerationResult>> moved = new HashMap<>();
    IdentityHashMap<EncodedPrompt, RunningRequest> running = new IdentityHashMap<>();
    List<EncodedPrompt> prompts = prompts();
    try (DecodeEngine first = engine();
        DecodeEngine second = engine()) {
      prompts.forEach(prompt -> running.put(prompt, first.submit(prompt)));
      for (int i = 0; i < steps; i++) {
        assertThat(first.step()).as("nothing ends that early").isEmpty();
      }
      long committed = running.values().stream().mapToLong(RunningRequest::tokens).sum();
      assertThat(committed).isEqualTo(first.stats().decodedTokens());

      prompts.forEach(prompt -> second.resume(prompt, running.get(prompt).progress()));
      drain(second, moved);

      assertThat(second.stats().decodedTokens()).isEqualTo(4L * TOKENS - committed);
    }
    undisturbed.forEach((id, results) -> assertEqual(moved.get(id), results));
  }

  private static void assertEqual(List<GenerationResult> moved, List<GenerationResult> expected) {
    assertThat(moved).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      GenerationResult result = moved.get(i);
      assertThat(result.tokenIds()).isEqualTo(expected.get(i).tokenIds());
      assertThat(result.logprobs()).hasSameSizeAs(expected.get(i).logprobs());
      assertThat(result.margins()).hasSameSizeAs(expected.get(i).margins());
      assertThat(result.acceptance().steps()).isEqualTo(steps(result));
    }
  }

  /** Steps that the tokens took: where a trace was kept, that many. */
  private static long steps(GenerationResult result) {
    return result.request().parameters().returnDecodeTrace()
        ? result.trace().size()
        : result.acceptance().steps();
  }

  @Test
  void anotherThreadSeesStatesBetweenStepsOnly() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    List<GenerationProgress> seen = new ArrayList<>();
    Map<String, List<GenerationResult>> results = new HashMap<>();
    try (DecodeEngine engine = engine()) {
      RunningRequest request = engine.submit(prompts().get(0));
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(
              () -> {
                while (!ended.get()) {
                  GenerationProgress now = request.progress().get(0);
                  if (seen.isEmpty() || grew(now, seen.get(seen.size() - 1))) {
                    seen.add(now);
                  }
                }
              });
      drain(engine, results);
      ended.set(true);
      reader.join();
      seen.addAll(request.progress());
    }

    GenerationResult result = results.get("sampled").get(0);
    assertThat(seen).extracting(progress -> progress.tokens().size()).isSorted().contains(TOKENS);
    for (GenerationProgress progress : seen) {
      int tokens = progress.tokens().size();
      assertThat(progress.tokens().stream().map(DrawnToken::tokenId))
          .isEqualTo(result.tokenIds().subList(0, tokens));
      assertThat(progress.trace()).isEqualTo(result.trace().subList(0, progress.trace().size()));
      assertThat(progress.acceptance().steps()).isEqualTo(progress.trace().size());
      assertThat(Math.min(TOKENS, kept(progress))).isEqualTo(tokens);
    }
  }

  private static boolean grew(GenerationProgress now, GenerationProgress before) {
    return now.tokens().size() > before.tokens().size();
  }

  private static int kept(GenerationProgress progress) {
    return progress.tokens().isEmpty()
        ? 0
        : 1 + progress.trace().stream().mapToInt(DecodeCycle::accepted).map(a -> a + 1).sum();
  }

  @Test
  void timeElsewhereCounts() {
    EncodedPrompt prompt = prompts().get(0);
    Map<String, List<GenerationResult>> results = new HashMap<>();
    GenerationProgress waiting;
    GenerationProgress decoding;
    try (DecodeEngine first = engine()) {
      RunningRequest request = first.submit(prompt);
      waiting = request.progress().get(0);
      IntStream.range(0, 5).forEach(i -> first.step());
      decoding = request.progress().get(0);
    }
    assertThat(waiting.timings().queued()).isPositive();
    assertThat(waiting.timings().decode()).isZero();

    try (DecodeEngine second = engine()) {
      second.resume(prompt, List.of(decoding));
      drain(second, results);
    }

    GenerationResult result = results.get("sampled").get(0);
    assertThat(result.timings().timeToFirstToken())
        .isEqualTo(decoding.timings().timeToFirstToken());
    assertThat(result.timings().decode()).isGreaterThan(decoding.timings().decode());
  }
}
