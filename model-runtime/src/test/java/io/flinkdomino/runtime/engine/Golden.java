package io.flinkdomino.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What the reference implementations computed (float32, CPU), and the models they computed it with.
 */
record Golden(String name, Path expected, Path target, Optional<Path> draft) {

  static final List<Golden> PARITY =
      List.of(
          parity("qwen3-domino-b8"),
          parity("qwen3-tied-domino-noshift"),
          parity("qwen3-dflash-b8"),
          parity("qwen3-bf16-sharded-legacy-head"),
          parity("qwen3-new-rope-style-yarn"));

  static final Golden TINY = tiny();

  /** One prompt and its greedy continuation; cycles are empty where there is no drafter. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(
      String name,
      int[] prompt,
      int maxTokens,
      Set<Integer> stopTokenIds,
      List<Integer> greedy,
      List<Cycle> cycles,
      Optional<String> text) {

    EncodedPrompt request() {
      List<Integer> ids = IntStream.of(prompt).boxed().toList();
      GenerationParameters parameters =
          GenerationParameters.of(
                  new StopConditions(maxTokens, 0, List.of(), stopTokenIds, true),
                  SamplingParameters.GREEDY,
                  0)
              .returning(true, true);
      return new EncodedPrompt(
          new GenerationRequest(name, new PromptInput.TokenIds(ids), parameters), prompt);
    }
  }

  /**
   * One decode cycle; drafts after the first rejection are comparable only above a margin of 1e-4.
   */
  record Cycle(DecodeCycle cycle, double draftMargin) {}

  private static Golden parity(String name) {
    Path folder = Path.of("../tests/golden/parity", name);
    Path draft = folder.resolve("draft");
    return new Golden(
        name,
        folder,
        folder.resolve("target"),
        Files.exists(draft) ? Optional.of(draft) : Optional.empty());
  }

  private static Golden tiny() {
    Path models = Path.of("../tests/golden/tiny");
    return new Golden(
        "tiny",
        Path.of("../tests/golden/tiny"),
        models.resolve("target"),
        Optional.of(models.resolve("draft")));
  }

  ModelStore.Lease load() {
    return load(draft);
  }

  ModelStore.Lease load(Optional<Path> drafter) {
    return load(drafter.<DraftChoice>map(DraftChoice.Folder::new).orElseGet(DraftChoice.None::new));
  }

  ModelStore.Lease load(DraftChoice choice) {
    return ModelStore.acquire(
        new ModelSource(target, choice, TorchDevice.CPU, ElementType.FLOAT32));
  }

  static DecodeEngine engine(LoadedModels models, int maxBatch, VerifiedLength verifiedLength) {
    // Models this small gain nothing from a second thread, and lose much on a busy machine.
    EngineSettings settings = new EngineSettings(maxBatch, 1L << 30, 0, verifiedLength, 256, 1);
    return new DecodeEngine(models, settings, System::nanoTime);
  }

  List<Case> cases() {
    return cases("cycles");
  }

  List<Case> cases(String cyclesField) {
    JsonNode root = json(expected.resolve("expected.json"));
    return StreamSupport.stream(root.get("cases").spliterator(), false)
        .map(node -> read(node, cyclesField))
        .toList();
  }

  private static Case read(JsonNode node, String cyclesField) {
    List<Cycle> cycles = new ArrayList<>();
    for (JsonNode cycle : node.path(cyclesField)) {
      cycles.add(
          new Cycle(
              new DecodeCycle(
                  cycle.get("anchor").asInt(),
                  ints(cycle.get("draft")),
                  cycle.get("accepted").asInt(),
                  cycle.get("next").asInt()),
              cycle.get("draft_margin").asDouble()));
    }
    return new Case(
        node.get("name").asText(),
        ints(node.get("prompt")).stream().mapToInt(Integer::intValue).toArray(),
        node.get("max_new_tokens").asInt(),
        new HashSet<>(ints(node.get("stop_token_ids"))),
        ints(node.get("greedy")),
        cycles,
        node.has("text") ? Optional.of(node.get("text").asText()) : Optional.empty());
  }

  private static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
