package io.flinkdomino.bundled.pair;

import io.flinkdomino.bundled.judge.Completion;
import io.flinkdomino.bundled.rows.Prompt;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptEncoding;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prompts as the bundled target answered them, by id. */
record Decoded(Map<String, GenerationResult> results) {

  private static final int AT_ONCE = 8;

  /** Greedily, with some drafter, all its drafts verified. */
  static Decoded of(Path target, DraftChoice draft, List<Prompt> prompts) {
    ModelSource source = new ModelSource(target, draft, TorchDevice.CPU, ElementType.FLOAT32);
    EngineSettings settings = new EngineSettings(AT_ONCE, 64L << 20, 0, VerifiedLength.ALL, 512, 1);
    Map<String, GenerationResult> results = new TreeMap<>();
    try (ModelStore.Lease lease = ModelStore.acquire(source);
        DecodeEngine engine = new DecodeEngine(lease.models(), settings, System::nanoTime)) {
      prompts.forEach(prompt -> submit(engine, lease.models(), prompt));
      while (engine.hasWork()) {
        for (GenerationOutcome outcome : engine.step()) {
          GenerationOutcome.Completed completed = (GenerationOutcome.Completed) outcome;
          results.put(outcome.request().id(), completed.results().get(0));
        }
      }
    }
    return new Decoded(results);
  }

  private static void submit(DecodeEngine engine, LoadedModels models, Prompt prompt) {
    List<ChatMessage> messages =
        prompt.messages().stream()
            .map(message -> new ChatMessage(message.role(), message.content()))
            .toList();
    GenerationRequest request =
        new GenerationRequest(
            prompt.id(),
            new PromptInput.Messages(messages, Map.of()),
            GenerationParameters.greedy(prompt.maxTokens()).returning(true, true));
    PromptEncoding encoding = models.encoder(engine.limits().maxPromptTokens()).encode(request);
    engine.submit(((PromptEncoding.Encoded) encoding).prompt());
  }

  GenerationResult result(String id) {
    GenerationResult result = results.get(id);
    if (result == null) {
      throw new IllegalStateException("prompt " + id + " has no completion");
    }
    return result;
  }

  /** As the judge reads them. */
  List<Completion> completions() {
    List<Completion> completions = new ArrayList<>();
    results.forEach(
        (id, result) -> completions.add(new Completion(id, result.text().orElse(""), null, null)));
    return completions;
  }

  /** Over the given prompts. */
  Acceptance acceptance(List<Prompt> prompts) {
    return prompts.stream()
        .map(prompt -> result(prompt.id()).acceptance())
        .reduce(Acceptance.NONE, Acceptance::plus);
  }
}
