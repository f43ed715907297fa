package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.RegistrySettings;
import io.flinkdomino.runtime.engine.EngineLimits;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelLoader;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the generate operator works; crosses the network with the job, so everything serializes.
 *
 * @param model folder of the target model, on the machine that decodes
 * @param draft what drafts, as {@link DraftChoice#text} says it; a folder lies on that machine too
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param elementType number type of weights and caches: {@code auto}, {@code float32}, {@code
 *     bfloat16} or {@code float16}
 * @param maxBatch most sequences decoded together in one task slot
 * @param kvMemoryBytes memory for keys and values of one task slot
 * @param maxSequenceTokens most tokens of prompt and completion; 0 for the model's context
 * @param verifiedLength draft tokens verified a step
 * @param prefillTokensPerStep most prompt tokens prefilled in one step
 * @param maxInFlight most prompts that one task slot holds, running and waiting
 * @param maxInFlightBytes most bytes of those prompts
 * @param promptFormat encoding of prompts
 * @param outputFormat encoding of completions, metrics and dead letters
 * @param maxRecordBytes largest record that the outputs take
 * @param metricsWindow time that one metrics record covers
 * @param failures what the job puts up with before it gives up a prompt, or itself
 * @param registry the schema registry, only with Avro formats; null for none
 */
public record GenerateSettings(
    String model,
    String draft,
    String device,
    String elementType,
    int maxBatch,
    long kvMemoryBytes,
    int maxSequenceTokens,
    VerifiedLength verifiedLength,
    int prefillTokensPerStep,
    int maxInFlight,
    long maxInFlightBytes,
    WireFormat promptFormat,
    WireFormat outputFormat,
    int maxRecordBytes,
    Duration metricsWindow,
    FailurePolicy failures,
    @Nullable RegistrySettings registry)
    implements Serializable {

  /** What to load. */
  public ModelSource modelSource() {
    return modelSource(TorchDevice.resolve(device));
  }

  /** What to load, and where to. */
  ModelSource modelSource(TorchDevice where) {
    return source(where, ElementType.resolve(elementType, where));
  }

  private ModelSource source(TorchDevice where, ElementType type) {
    return new ModelSource(Path.of(model), DraftChoice.parse(draft), where, type);
  }

  /**
   * Checks models and limits against each other and the device, without loading weights.
   *
   * @throws io.flinkdomino.runtime.model.ModelFormatException if a folder is not what it should be
   * @throws IllegalArgumentException if a setting does not fit
   */
  public void check() {
    ModelSource source = modelSource();
    EngineLimits.of(ModelLoader.check(source), source.elementType(), engine(1));
  }

  /**
   * Checks the models alone, for a machine that submits and does not decode: it may lack the
   * device.
   *
   * @throws io.flinkdomino.runtime.model.ModelFormatException if a folder is not what it should be
   */
  public void checkFolders() {
    ModelLoader.check(source(TorchDevice.CPU, ElementType.FLOAT32));
  }

  /** The engine's part, with so many threads within an operation. */
  public EngineSettings engine(int intraOpThreads) {
    return new EngineSettings(
        maxBatch,
        kvMemoryBytes,
        maxSequenceTokens,
        verifiedLength,
        prefillTokensPerStep,
        intraOpThreads);
  }
}
