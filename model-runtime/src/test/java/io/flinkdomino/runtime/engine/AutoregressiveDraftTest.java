package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Causal language models as drafters. */
class AutoregressiveDraftTest {

  private static final Golden TINY = Golden.TINY;
  private static final List<Golden.Case> CASES = TINY.cases().subList(0, 16);
  private static final int ALL = 8;

  @TempDir Path folder;

  private static Map<String, GenerationResult> decode(
      Golden golden, Path draft, List<EncodedPrompt> prompts, EngineSettings settings) {
    try (ModelStore.Lease lease = golden.load(new DraftChoice.Folder(draft));
        DecodeEngine engine = new DecodeEngine(lease.models(), settings, System::nanoTime)) {
      return Completions.oneByOne(engine, prompts);
    }
  }

  private static EngineSettings settings(int maxBatch, VerifiedLength verified, int prefillTokens) {
    return new EngineSettings(maxBatch, 1L << 30, 0, verified, prefillTokens, 1);
  }

  private static List<EncodedPrompt> prompts(List<Golden.Case> cases) {
    return cases.stream().map(Golden.Case::request).toList();
  }

  private static void assertGreedy(List<Golden.Case> cases, Map<String, GenerationResult> results) {
    for (Golden.Case expected : cases) {
      assertThat(results.get(expected.name()).tokenIds())
          .as(expected.name())
          .isEqualTo(expected.greedy());
    }
  }

  /** Whoever loses or mixes up what the drafter has read breaks this. */
  @ParameterizedTest
  @CsvSource({"1, 256, 8", "3, 5, 8", "8, 256, 1", "8, 19, 3", "16, 64, 8"})
  void targetAcceptsAllOfItsOwnDrafts(int maxBatch, int prefillTokens, int verified) {
    Map<String, GenerationResult> results =
        decode(
            TINY,
            TINY.target(),
            prompts(CASES),
            settings(maxBatch, VerifiedLength.of(verified), prefillTokens));

    assertGreedy(CASES, results);
    for (GenerationResult result : results.values()) {
      assertThat(result.acceptance().acceptanceLength()).isEqualTo(verified + 1);
      assertThat(result.trace()).allMatch(cycle -> cycle.draft().size() == verified);
    }
  }

  static List<SamplingParameters> sampling() {
    return List.of(
        SamplingParameters.temperature(1),
        new SamplingParameters(0.8, 40, 0.9, 0, 1, 0, 0, Map.of(), Set.of()),
        new SamplingParameters(1.2, 0, 1, 0, 1.1, 0.5, 0.2, Map.of(7, 2.0), Set.of(9)));
  }

  /** Drafts are drawn with the noise that the target draws with. */
  @ParameterizedTest
  @MethodSource("sampling")
  void targetAcceptsItsOwnDraftsWhenTokensAreDrawn(SamplingParameters sampling) {
    List<EncodedPrompt> prompts =
        IntStream.range(0, CASES.size()).mapToObj(i -> sampled(CASES.get(i), sampling, i)).toList();

    Map<String, GenerationResult> results =
        decode(TINY, TINY.target(), prompts, settings(5, VerifiedLength.ALL, 64));

    Map<String, GenerationResult> alone = targetOnly(TINY.target(), prompts);
    for (EncodedPrompt prompt : prompts) {
      GenerationResult result = results.get(prompt.request().id());
      assertThat(result.tokenIds()).isEqualTo(alone.get(prompt.request().id()).tokenIds());
      assertThat(result.acceptance().acceptanceLength()).isEqualTo(ALL + 1);
    }
  }

  private static EncodedPrompt sampled(Golden.Case prompt, SamplingParameters sampling, long seed) {
    StopConditions stop = new StopConditions(40, 0, List.of(), Set.of(), true);
    return new EncodedPrompt(
        new GenerationRequest(
            prompt.name(),
            prompt.request().request().prompt(),
            GenerationParameters.of(stop, sampling, seed)),
        prompt.prompt());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void strangerChangesNoToken(int other) {
    Golden golden = Golden.PARITY.get(0);
    Path stranger = Golden.PARITY.get(other).target();

    Map<String, GenerationResult> results =
        decode(golden, stranger, prompts(golden.cases()), settings(4, VerifiedLength.ALL, 256));

    assertGreedy(golden.cases(), results);
    assertThat(results.values().stream().mapToLong(r -> r.acceptance().drafted()).sum())
        .isGreaterThan(1_000);
  }

  /** Some drafts kept, some rejected: in each step the drafter must stand where the target does. */
  @Test
  void draftsAreTheDraftersOwnContinuation() {
    Path shallower = CausalDrafts.shallower(TINY, folder);
    Map<String, GenerationResult> results =
        decode(TINY, shallower, prompts(CASES), settings(5, VerifiedLength.ALL, 11));
    assertGreedy(CASES, results);
    double rate =
        results.values().stream()
            .mapToDouble(r -> r.acceptance().acceptanceRate())
            .average()
            .orElseThrow();
    assertThat(rate).isStrictlyBetween(0.05, 0.95);

    List<EncodedPrompt> prefixes = new ArrayList<>();
    List<List<Integer>> drafts = new ArrayList<>();
    for (Golden.Case prompt : CASES) {
      List<Integer> tokens = new ArrayList<>(IntStream.of(prompt.prompt()).boxed().toList());
      for (DecodeCycle cycle : results.get(prompt.name()).trace()) {
        tokens.add(cycle.anchor());
        prefixes.add(continuing(tokens, prefixes.size()));
        drafts.add(cycle.draft());
        tokens.addAll(cycle.draft().subList(0, cycle.accepted()));
      }
    }
    Map<String, GenerationResult> own = targetOnly(shallower, prefixes);
    for (int i = 0; i < drafts.size(); i++) {
      assertThat(drafts.get(i)).as("cycle " + i).isEqualTo(own.get("" + i).tokenIds());
    }
  }

  private static EncodedPrompt continuing(List<Integer> tokens, int number) {
    GenerationParameters parameters =
        GenerationParameters.of(
            new StopConditions(ALL, 0, List.of(), Set.of(), true), SamplingParameters.GREEDY, 0);
    return new EncodedPrompt(
        new GenerationRequest(
            "" + number, new PromptInput.TokenIds(List.copyOf(tokens)), parameters),
        tokens.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Map<String, GenerationResult> targetOnly(Path model, List<EncodedPrompt> prompts) {
    Golden alone = new Golden("alone", model, model, Optional.empty());
    try (ModelStore.Lease lease = alone.load();
        DecodeEngine engine = Golden.engine(lease.models(), 8, VerifiedLength.ALL)) {
      return Completions.of(engine, prompts);
    }
  }
}
