package io.flinkdomino.tests.support;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.tests.support.Prompt.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Decodes prompts with the bare engine and without drafter: what every completion must equal. */
public final class TargetOnly {

  private static final EngineSettings SETTINGS =
      new EngineSettings(64, 256L << 20, 0, OptionalInt.empty(), 512, 2);

  private TargetOnly() {}

  /** The completion of each prompt that expects tokens, by its number. */
  public static Map<Integer, List<Integer>> decode(Iterable<Prompt> prompts) {
    ModelSource target =
        new ModelSource(
            Golden.tiny().target(), Optional.empty(), TorchDevice.CPU, ElementType.FLOAT32);
    Map<Integer, List<Integer>> completions = new HashMap<>();
    try (ModelStore.Lease lease = ModelStore.acquire(target);
        DecodeEngine engine = new DecodeEngine(lease.models(), SETTINGS, System::nanoTime)) {
      for (Prompt prompt : prompts) {
        if (prompt.expected() instanceof Tokens tokens) {
          engine.submit(encoded(prompt.number(), tokens));
        }
      }
      while (engine.hasWork()) {
        for (GenerationResult result : engine.step()) {
          completions.put(Integer.valueOf(result.request().id()), result.tokenIds());
        }
      }
    }
    return completions;
  }

  private static EncodedPrompt encoded(int number, Tokens tokens) {
    GenerationRequest request =
        new GenerationRequest(
            Integer.toString(number),
            new PromptInput.TokenIds(tokens.promptIds()),
            GenerationParameters.greedy(tokens.maxTokens()));
    return new EncodedPrompt(
        request, tokens.promptIds().stream().mapToInt(Integer::intValue).toArray());
  }
}
