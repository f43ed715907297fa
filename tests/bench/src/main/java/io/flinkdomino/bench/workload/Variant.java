package io.flinkdomino.bench.workload;

import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.nio.file.Path;

/**
 * One way to decode, to be compared with others.
 *
 * @param name as tables say it
 * @param target folder of the target model
 * @param draft what drafts for it
 * @param verifiedLength draft tokens verified a step
 * @param temperature at which tokens are drawn; 0 for greedy
 */
public record Variant(
    String name,
    Path target,
    DraftChoice draft,
    VerifiedLength verifiedLength,
    double temperature) {

  private static final long KV_BYTES = 1L << 30;
  private static final int PREFILL_TOKENS = 512;

  /** A greedy one. */
  static Variant greedy(
      String name, Path target, DraftChoice draft, VerifiedLength verifiedLength) {
    return new Variant(name, target, draft, verifiedLength, 0);
  }

  /** The same at temperature 1. */
  Variant sampled(String newName) {
    return new Variant(newName, target, draft, verifiedLength, 1);
  }

  /** Loads the models, float32 on the CPU, or finds them loaded. */
  public ModelStore.Lease load() {
    return ModelStore.acquire(new ModelSource(target, draft, TorchDevice.CPU, ElementType.FLOAT32));
  }

  /**
   * Settings of an engine.
   *
   * @param sequences most that decode at once
   * @param threads within an operator
   */
  public EngineSettings settings(int sequences, int threads) {
    return new EngineSettings(sequences, KV_BYTES, 0, verifiedLength, PREFILL_TOKENS, threads);
  }
}
