package io.flinkdomino.tests.support;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.tests.support.Prompt.Tokens;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes prompts with the bare engine and without drafter: what every completion must equal. */
public final class TargetOnly {

  /** One thread: two that share a busy processor wait for each other at every operation. */
  private static final EngineSettings SETTINGS =
      new EngineSettings(32, 256L << 20, 0, VerifiedLength.ALL, 512, 1);

  private TargetOnly() {}

  /**
   * The completion of each prompt that expects tokens, by its number. Every distinct prompt is
   * decoded once, as far as any of them asks; shorter ones are its beginnings.
   */
  public static Map<Integer, List<Integer>> decode(Collection<Prompt> prompts) {
    Map<List<Integer>, Integer> longest = new HashMap<>();
    for (Tokens tokens : expected(prompts).values()) {
      longest.merge(tokens.promptIds(), tokens.maxTokens(), Math::max);
    }
    Map<List<Integer>, List<Integer>> greedy = decode(longest);
    Map<Integer, List<Integer>> completions = new HashMap<>();
    expected(prompts)
        .forEach(
            (number, tokens) -> {
              List<Integer> whole = greedy.getOrDefault(tokens.promptIds(), List.of());
              int end = Math.min(whole.size(), tokens.maxTokens());
              completions.put(number, whole.subList(0, end));
            });
    return completions;
  }

  private static Map<Integer, Tokens> expected(Collection<Prompt> prompts) {
    Map<Integer, Tokens> expected = new HashMap<>();
    for (Prompt prompt : prompts) {
      if (prompt.expected() instanceof Tokens tokens) {
        expected.put(prompt.number(), tokens);
      }
    }
    return expected;
  }

  private static Map<List<Integer>, List<Integer>> decode(Map<List<Integer>, Integer> maxTokens) {
    ModelSource target =
        new ModelSource(
            Golden.tiny().target(), new DraftChoice.None(), TorchDevice.CPU, ElementType.FLOAT32);
    Map<List<Integer>, List<Integer>> completions = new HashMap<>();
    try (ModelStore.Lease lease = ModelStore.acquire(target);
        DecodeEngine engine = new DecodeEngine(lease.models(), SETTINGS, System::nanoTime)) {
      maxTokens.forEach((promptIds, most) -> engine.submit(encoded(promptIds, most)));
      while (engine.hasWork()) {
        for (GenerationOutcome outcome : engine.step()) {
          PromptInput.TokenIds input = (PromptInput.TokenIds) outcome.request().prompt();
          GenerationOutcome.Completed completed = (GenerationOutcome.Completed) outcome;
          completions.put(input.ids(), completed.results().get(0).tokenIds());
        }
      }
    }
    return completions;
  }

  private static EncodedPrompt encoded(List<Integer> promptIds, int maxTokens) {
    GenerationRequest request =
        new GenerationRequest(
            "target-only",
            new PromptInput.TokenIds(promptIds),
            GenerationParameters.greedy(maxTokens));
    return new EncodedPrompt(request, promptIds.stream().mapToInt(Integer::intValue).toArray());
  }
}
