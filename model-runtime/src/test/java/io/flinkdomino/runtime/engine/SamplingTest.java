package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.sampling.ChiSquare;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What sampling parameters do to completions, with and without drafting. */
class SamplingTest {

  private static final Golden GOLDEN = Golden.PARITY.get(0);
  private static final int[] PROMPT = {17, 4, 88};
  private static final int VOCABULARY = 211;

  private static ModelStore.Lease drafting;
  private static ModelStore.Lease targetOnly;

  @BeforeAll
  static void load() {
    drafting = GOLDEN.load();
    targetOnly = GOLDEN.load(Optional.empty());
  }

  @AfterAll
  static void unload() {
    drafting.close();
    targetOnly.close();
  }

  private static EncodedPrompt prompt(String id, GenerationParameters parameters) {
    List<Integer> ids = IntStream.of(PROMPT).boxed().toList();
    return new EncodedPrompt(
        new GenerationRequest(id, new PromptInput.TokenIds(ids), parameters), PROMPT);
  }

  private static GenerationParameters sampled(
      int maxTokens, SamplingParameters sampling, long seed) {
    StopConditions stop = new StopConditions(maxTokens, 0, List.of(), Set.of(), true);
    return GenerationParameters.of(stop, sampling, seed);
  }

  private static List<GenerationResult> decode(
      LoadedModels models, int maxBatch, List<EncodedPrompt> prompts) {
    try (DecodeEngine engine = Golden.engine(models, maxBatch, VerifiedLength.ALL)) {
      Map<String, GenerationResult> results = Completions.of(engine, prompts);
      return prompts.stream().map(prompt -> results.get(prompt.request().id())).toList();
    }
  }

  /** The second token is drawn in a verification, so drafting has its say in how, not in what. */
  @Test
  void frequenciesOfVerifiedTokensMatchTheTargetsSoftmax() {
    int draws = 20_000;
    double[] expected = secondTokenDistribution();
    List<EncodedPrompt> prompts =
        IntStream.range(0, draws)
            .mapToObj(
                seed -> prompt("seed " + seed, sampled(2, SamplingParameters.temperature(1), seed)))
            .toList();
    for (ModelStore.Lease models : List.of(drafting, targetOnly)) {
      long[] counts = new long[VOCABULARY];
      decode(models.models(), 64, prompts).forEach(result -> counts[result.tokenIds().get(1)]++);
      ChiSquare.assertFits(counts, expected, models == drafting ? "drafting" : "target only");
    }
  }

  /** Room for sequences of 40 tokens. */
  private static FirstCycle scorer() {
    GenerationParameters greedy = GenerationParameters.greedy(1);
    List<Integer> ids = IntStream.range(0, 40).boxed().toList();
    EncodedPrompt longest =
        new EncodedPrompt(
            new GenerationRequest("longest", new PromptInput.TokenIds(ids), greedy),
            ids.stream().mapToInt(Integer::intValue).toArray());
    return FirstCycle.of(targetOnly.models(), List.of(longest), 64);
  }

  private static double[] secondTokenDistribution() {
    double[] marginal = new double[VOCABULARY];
    try (FirstCycle scorer = scorer()) {
      double[] first = softmaxAfter(scorer, PROMPT);
      for (int token = 0; token < VOCABULARY; token++) {
        double[] second = softmaxAfter(scorer, new int[] {PROMPT[0], PROMPT[1], PROMPT[2], token});
        for (int next = 0; next < VOCABULARY; next++) {
          marginal[next] += first[token] * second[next];
        }
      }
    }
    return marginal;
  }

  private static double[] softmaxAfter(FirstCycle scorer, int[] tokens) {
    float[] logits = scorer.score(tokens).get(0).toFloats();
    double[] last = new double[VOCABULARY];
    for (int i = 0; i < VOCABULARY; i++) {
      last[i] = logits[logits.length - VOCABULARY + i];
    }
    return ChiSquare.softmax(last);
  }

  @Test
  void logprobsAreThoseOfTheModelWithAndWithoutDrafting() {
    List<EncodedPrompt> prompts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SamplingParameters sampling = SamplingParameters.temperature(i % 3 * 0.6);
      prompts.add(prompt("prompt " + i, sampled(24, sampling, i).withLogprobs(i)));
    }
    List<GenerationResult> with = decode(drafting.models(), 5, prompts);
    List<GenerationResult> without = decode(targetOnly.models(), 1, prompts);
    try (FirstCycle scorer = scorer()) {
      for (int i = 0; i < prompts.size(); i++) {
        assertThat(with.get(i).tokenIds()).isEqualTo(without.get(i).tokenIds());
        assertLogprobs(with.get(i).logprobs(), without.get(i).logprobs(), i);
        assertModelsOwn(scorer, with.get(i));
      }
    }
  }

  private static void assertLogprobs(
      List<TokenLogprobs> with, List<TokenLogprobs> without, int top) {
    assertThat(with).hasSize(24).hasSameSizeAs(without);
    for (int at = 0; at < with.size(); at++) {
      assertThat(with.get(at).emitted().logprob())
          .isCloseTo(without.get(at).emitted().logprob(), within(1e-4));
      assertThat(with.get(at).top()).hasSize(top);
      assertThat(with.get(at).top())
          .extracting(TokenLogprob::tokenId)
          .isEqualTo(without.get(at).top().stream().map(TokenLogprob::tokenId).toList());
    }
  }

  private static void assertModelsOwn(FirstCycle scorer, GenerationResult result) {
    List<Integer> completion = result.tokenIds();
    int at = completion.size() - 1;
    int[] before =
        IntStream.concat(
                IntStream.of(PROMPT), completion.stream().limit(at).mapToInt(Integer::intValue))
            .toArray();
    double probability = softmaxAfter(scorer, before)[completion.get(at)];
    assertThat(result.logprobs().get(at).emitted())
        .satisfies(
            emitted -> {
              assertThat(emitted.tokenId()).isEqualTo(completion.get(at));
              assertThat(emitted.logprob()).isCloseTo(Math.log(probability), within(1e-4));
            });
  }

  @Test
  void draftsDrawnWithTheTargetsNoiseAreAcceptedMoreOftenThanGreedyOnes() {
    List<EncodedPrompt> prompts = new ArrayList<>();
    for (Golden.Case example : Golden.TINY.cases().subList(0, 30)) {
      GenerationParameters parameters =
          sampled(32, SamplingParameters.temperature(1), prompts.size());
      prompts.add(
          new EncodedPrompt(
              new GenerationRequest(
                  example.name(), example.request().request().prompt(), parameters),
              example.prompt()));
    }
    try (ModelStore.Lease tiny = Golden.TINY.load()) {
      double coupled = acceptanceLength(decode(tiny.models(), 8, prompts));
      double greedy;
      try (DecodeEngine engine = GreedyDrafts.engine(tiny.models())) {
        greedy = acceptanceLength(List.copyOf(Completions.of(engine, prompts).values()));
      }
      System.out.printf(
          "acceptance length at temperature 1: %.3f coupled, %.3f greedy%n", coupled, greedy);
      assertThat(coupled).isGreaterThan(greedy + 0.1);
    }
  }

  private static double acceptanceLength(List<GenerationResult> results) {
    long steps = results.stream().mapToLong(result -> result.acceptance().steps()).sum();
    long accepted = results.stream().mapToLong(result -> result.acceptance().accepted()).sum();
    return 1 + (double) accepted / steps;
  }
}
