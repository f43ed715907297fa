package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that have nothing in common, in one batch. */
class MixedBatchTest {

  private static final List<int[]> PROMPTS =
      Golden.TINY.cases().stream().map(Golden.Case::prompt).toList();

  private static DecodeEngine engine(ModelStore.Lease models, int maxBatch, int prefillTokens) {
    EngineSettings settings =
        new EngineSettings(maxBatch, 1L << 31, 0, VerifiedLength.ALL, prefillTokens, 1);
    return new DecodeEngine(models.models(), settings, System::nanoTime);
  }

  private static Map<String, List<Integer>> tokens(Collection<GenerationResult> results) {
    Map<String, List<Integer>> tokens = new HashMap<>();
    results.forEach(result -> tokens.put(result.request().id(), result.tokenIds()));
    return tokens;
  }

  /** What each request gives when nobody else is there. */
  private static Map<String, List<Integer>> alone(
      ModelStore.Lease models, List<EncodedPrompt> prompts) {
    try (DecodeEngine engine = engine(models, 1, 512)) {
      return tokens(Completions.of(engine, prompts).values());
    }
  }

  @Test
  void sixtyFourParameterSetsInOneBatchGiveWhatEachGivesAlone() {
    try (ModelStore.Lease models = Golden.TINY.load()) {
      List<EncodedPrompt> prompts = new RandomRequests(64, 640, PROMPTS).next(64);
      try (DecodeEngine engine = engine(models, 64, 100_000)) {
        Map<String, GenerationResult> found = new HashMap<>();
        prompts.forEach(engine::submit);
        Completions.step(engine, found);
        assertThat(engine.running() + found.size()).as("in the first step").isEqualTo(64);
        found.putAll(Completions.of(engine, List.of()));
        assertThat(tokens(found.values())).isEqualTo(alone(models, prompts));
      }
    }
  }

  @Test
  void greedyRequestsAreNotTouchedBySampledNeighbours() {
    List<EncodedPrompt> prompts = new ArrayList<>();
    Map<String, List<Integer>> greedy = new HashMap<>();
    for (Golden.Case example : Golden.TINY.cases().subList(0, 24)) {
      prompts.add(example.request());
      greedy.put(example.name(), example.greedy());
      GenerationParameters sampled =
          GenerationParameters.of(
              StopConditions.after(24), SamplingParameters.temperature(1.2), prompts.size());
      prompts.add(prompt("sampled " + prompts.size(), example.prompt(), sampled));
    }
    try (ModelStore.Lease models = Golden.TINY.load();
        DecodeEngine engine = engine(models, 16, 64)) {
      assertThat(tokens(Completions.of(engine, prompts).values())).containsAllEntriesOf(greedy);
    }
  }

  /** The same model, whose context is said to be long enough. */
  @Test
  void promptsOf2000TokensNeitherStallNorChangeTheirNeighbours(@TempDir Path folder)
      throws IOException {
    int budget = 128;
    List<EncodedPrompt> prompts = new ArrayList<>();
    Random random = new Random(2_000);
    for (int i = 0; i < 3; i++) {
      prompts.add(
          prompt(
              "long " + i, random.ints(2_000, 3, 640).toArray(), GenerationParameters.greedy(8)));
    }
    for (int i = 0; i < 5; i++) {
      StopConditions stop = new StopConditions(60, 0, List.of(), Set.of(), true);
      GenerationParameters parameters =
          GenerationParameters.of(stop, SamplingParameters.temperature(0.8), i);
      prompts.add(i, prompt("short " + i, PROMPTS.get(i), parameters));
    }
    ModelSource source =
        new ModelSource(
            withLongContext(folder),
            new DraftChoice.Folder(Golden.TINY.draft().orElseThrow()),
            TorchDevice.CPU,
            ElementType.FLOAT32);
    try (ModelStore.Lease models = ModelStore.acquire(source)) {
      Map<String, GenerationResult> found = new HashMap<>();
      try (DecodeEngine engine = engine(models, 8, budget)) {
        prompts.forEach(engine::submit);
        // The short prompts come first and fit the budget of two steps.
        Completions.step(engine, found);
        Completions.step(engine, found);
        while (engine.hasWork()) {
          DecodeStats before = engine.stats();
          long decoding = 5 - found.keySet().stream().filter(id -> id.startsWith("short")).count();
          Completions.step(engine, found);
          DecodeStats step = engine.stats().minus(before);
          assertThat(step.promptTokens()).isLessThanOrEqualTo(budget);
          assertThat(step.decodedTokens()).as("a token each").isGreaterThanOrEqualTo(decoding);
        }
      }
      assertThat(tokens(found.values())).isEqualTo(alone(models, prompts));
    }
  }

  private static Path withLongContext(Path folder) throws IOException {
    Path target = Golden.TINY.target();
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode config = (ObjectNode) mapper.readTree(target.resolve("config.json").toFile());
    config.put("max_position_embeddings", 4_096);
    Files.writeString(folder.resolve("config.json"), config.toString());
    Files.copy(target.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    return folder;
  }

  private static EncodedPrompt prompt(String id, int[] tokens, GenerationParameters parameters) {
    List<Integer> ids = IntStream.of(tokens).boxed().toList();
    return new EncodedPrompt(
        new GenerationRequest(id, new PromptInput.TokenIds(ids), parameters), tokens);
  }
}
