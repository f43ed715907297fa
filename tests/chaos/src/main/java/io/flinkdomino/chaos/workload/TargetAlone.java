package io.flinkdomino.chaos.workload;

import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
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
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decodes each variant of a workload once, in this JVM, without drafter, and with its margins. */
public final class TargetAlone {

  private static final EngineSettings SETTINGS =
      new EngineSettings(16, 256L << 20, 0, VerifiedLength.ALL, 512, 1);

  private TargetAlone() {}

  /** The completion of each variant, as long as the longest prompt asks. */
  public static Map<Integer, GenerationResult> decode(Workload workload) {
    ModelSource target =
        new ModelSource(
            Repository.root().resolve("tests/golden/tiny/target"),
            new DraftChoice.None(),
            TorchDevice.CPU,
            ElementType.FLOAT32);
    Map<Integer, GenerationResult> completions = new TreeMap<>();
    try (ModelStore.Lease lease = ModelStore.acquire(target);
        DecodeEngine engine = new DecodeEngine(lease.models(), SETTINGS, System::nanoTime)) {
      for (int variant = 0; variant < workload.variants(); variant++) {
        engine.submit(encoded(workload, variant));
      }
      while (engine.hasWork()) {
        for (GenerationOutcome outcome : engine.step()) {
          GenerationOutcome.Completed completed = (GenerationOutcome.Completed) outcome;
          completions.put(Integer.valueOf(outcome.request().id()), completed.results().get(0));
        }
      }
    }
    return completions;
  }

  private static EncodedPrompt encoded(Workload workload, int variant) {
    List<Integer> ids = workload.promptIds(variant);
    GenerationParameters parameters =
        GenerationParameters.of(
                new StopConditions(workload.longest(), 0, List.of(), Set.of(), true),
                SamplingParameters.temperature(workload.temperature(variant)),
                workload.seed(variant))
            .returning(true, true);
    return new EncodedPrompt(
        new GenerationRequest(Integer.toString(variant), new PromptInput.TokenIds(ids), parameters),
        ids.stream().mapToInt(Integer::intValue).toArray());
  }
}
