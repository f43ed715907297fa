package io.flinkdomino.job.evaluate;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.ModelSettings;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineLimits;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.LoadedDraft;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelFormatException;
import io.flinkdomino.runtime.model.ModelLoader;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.PromptEncoder;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.util.List;

/** Target and drafter, loaded, and engines for both ways to decode. */
final class EvaluatedModels implements AutoCloseable {

  private final ModelSource source;
  private final ModelSettings settings;
  private final EngineLimits limits;
  private final ModelStore.Lease lease;

  private EvaluatedModels(ModelSource source, ModelSettings settings, EngineLimits limits) {
    this.source = source;
    this.settings = settings;
    this.limits = limits;
    this.lease = ModelStore.acquire(source);
  }

  /**
   * Checks models, device and limits against each other, then loads.
   *
   * @throws InvalidOptionsException naming what is wrong
   */
  static EvaluatedModels open(ModelSettings settings) {
    try {
      TorchDevice device = TorchDevice.resolve(settings.device());
      ElementType type = ElementType.resolve(settings.weightType().toString(), device);
      ModelSource source = new ModelSource(settings.modelDir(), settings.draft(), device, type);
      EngineSettings engine = engine(settings, settings.maxBatch());
      EngineLimits limits = EngineLimits.of(ModelLoader.check(source), type, engine);
      return new EvaluatedModels(source, settings, limits);
    } catch (ModelFormatException e) {
      throw new InvalidOptionsException(e.problems());
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static EngineSettings engine(ModelSettings settings, int sequences) {
    return new EngineSettings(
        sequences,
        settings.kvMemory().getBytes(),
        settings.maxSequenceTokens(),
        settings.verifiedLength(),
        settings.prefillTokens(),
        Runtime.getRuntime().availableProcessors());
  }

  /** What the models are loaded from, and where to. */
  ModelSource source() {
    return source;
  }

  /** What fits beside the drafter: sequences at once and drafts verified. */
  EngineLimits limits() {
    return limits;
  }

  /** How many drafts a step verifies. */
  VerifiedLength verification() {
    return settings.verifiedLength();
  }

  /** Encodes prompts that fit. */
  PromptEncoder encoder() {
    return lease.models().encoder(limits.maxPromptTokens());
  }

  /** What is loaded. */
  LoadedModels loaded() {
    return lease.models();
  }

  /** An engine with the drafter; it must be closed before the models. */
  DecodeEngine drafting() {
    return open(lease.models());
  }

  /** An engine of the target alone, on the same weights and with as many sequences at once. */
  DecodeEngine targetOnly() {
    LoadedModels models = lease.models();
    return open(
        new LoadedModels(
            models.target(),
            new LoadedDraft.TargetOnly(),
            models.tokenizer(),
            models.chatTemplate(),
            models.fingerprint()));
  }

  private DecodeEngine open(LoadedModels models) {
    EngineSettings engine = engine(settings, limits.capacity().slots());
    return new DecodeEngine(models, engine, System::nanoTime);
  }

  @Override
  public void close() {
    lease.close();
  }
}
