package io.flinkdomino.job.demo;

import io.flinkdomino.operators.generate.GenerateSettings;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.ParsedPrompt;
import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.PromptEncoder;
import io.flinkdomino.runtime.prompt.PromptEncoding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decodes a few prompts before anything is measured, so that neither run pays for compiling code or
 * touching weights first.
 */
final class WarmUp {

  private static final int PROMPTS = 40;

  private WarmUp() {}

  static void run(GenerateSettings settings, DemoPrompts prompts) {
    EngineSettings engineSettings = settings.engine(Runtime.getRuntime().availableProcessors());
    try (ModelStore.Lease lease = ModelStore.acquire(settings.modelSource());
        DecodeEngine engine = new DecodeEngine(lease.models(), engineSettings, System::nanoTime)) {
      submit(engine, lease.models(), prompts.lines());
      while (engine.hasWork()) {
        engine.step();
      }
    }
  }

  private static void submit(DecodeEngine engine, LoadedModels models, List<String> lines) {
    PromptParser parser = new PromptParser(WireFormat.JSON);
    PromptEncoder encoder = models.encoder(engine.limits().maxPromptTokens());
    for (String line : lines.subList(0, Math.min(PROMPTS, lines.size()))) {
      byte[] value = line.getBytes(StandardCharsets.UTF_8);
      InputRecord record = new InputRecord("warm-up", 0, 0, 0, null, value, List.of());
      if (parser.parse(record) instanceof ParsedPrompt.Accepted accepted
          && encoder.encode(accepted.request()) instanceof PromptEncoding.Encoded encoded) {
        engine.submit(encoded.prompt());
      }
    }
  }
}
