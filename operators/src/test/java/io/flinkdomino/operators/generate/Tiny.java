package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The bundled model, small enough to decode for real in every test. */
final class Tiny {

  /** Tokens that keep a sequence running for hundreds of decode steps. */
  static final int LONG = 500;

  private static final Path MODEL = Path.of("../tests/golden/tiny").toAbsolutePath().normalize();

  private Tiny() {}

  /** Target only, two at a time, four in flight. */
  static GenerateSettings settings() {
    return settings(1 << 20);
  }

  static GenerateSettings settings(int maxRecordBytes) {
    return settings(MODEL.resolve("target").toString(), "cpu", maxRecordBytes);
  }

  /** As {@link #settings()}, on another device. */
  static GenerateSettings on(String device) {
    return settings(MODEL.resolve("target").toString(), device, 1 << 20);
  }

  /** Target and drafter; so many prompts in flight, two of them decoding at a time. */
  static GenerateSettings drafting(int inFlight) {
    return settings(
        MODEL.resolve("target").toString(),
        MODEL.resolve("draft").toString(),
        "cpu",
        inFlight,
        1 << 20);
  }

  /** As {@link #settings()}, with another policy about failures. */
  static GenerateSettings failing(FailurePolicy policy) {
    return settings(
        MODEL.resolve("target").toString(), DraftChoice.NONE, "cpu", 4, 1 << 20, policy);
  }

  /** As {@link #on}, with a model folder that does not exist. */
  static GenerateSettings withoutModel(String device) {
    return settings("/nowhere", device, 1 << 20);
  }

  private static GenerateSettings settings(String model, String device, int maxRecordBytes) {
    return settings(model, DraftChoice.NONE, device, 4, maxRecordBytes);
  }

  private static GenerateSettings settings(
      String model, String draft, String device, int inFlight, int maxRecordBytes) {
    return settings(model, draft, device, inFlight, maxRecordBytes, FailurePolicy.DEFAULT);
  }

  private static GenerateSettings settings(
      String model,
      String draft,
      String device,
      int inFlight,
      int maxRecordBytes,
      FailurePolicy failures) {
    return new GenerateSettings(
        model,
        draft,
        device,
        "float32",
        2,
        64L << 20,
        0,
        VerifiedLength.ALL,
        512,
        inFlight,
        1 << 20,
        WireFormat.JSON,
        WireFormat.JSON,
        maxRecordBytes,
        Duration.ofMillis(100),
        failures,
        null);
  }

  static DecodeEngine engine(LoadedModels models) {
    return new DecodeEngine(models, settings().engine(1), System::nanoTime);
  }

  /** A prompt that decodes exactly so many tokens. */
  static EncodedPrompt prompt(String id, int tokens) {
    GenerationParameters parameters =
        GenerationParameters.of(
                new StopConditions(tokens, 0, List.of(), Set.of(), true),
                SamplingParameters.GREEDY,
                0)
            .returning(true, false);
    return new EncodedPrompt(
        new GenerationRequest(id, new PromptInput.TokenIds(List.of(1, 286)), parameters),
        new int[] {1, 286});
  }
}
