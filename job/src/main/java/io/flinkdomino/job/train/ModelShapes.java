package io.flinkdomino.job.train;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.TrainKind;
import io.flinkdomino.job.options.TrainModel;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.NewModelConfig;
import io.flinkdomino.runtime.model.TargetSpec;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds, or decides, the shapes of the model that learns. */
final class ModelShapes {

  private ModelShapes() {}

  /**
   * The folder whose {@code config.json} says them: the one that options name, else output, where
   * it is written.
   */
  static ModelFolder of(TrainSettings settings, ModelFolder base) throws IOException {
    TrainModel model = settings.model();
    if (model.draft().isPresent()) {
      return ModelFolder.open(model.draft().get());
    }
    if (model.shape().isPresent()) {
      return ModelFolder.untrained(model.shape().get());
    }
    if (model.kind() == TrainKind.TARGET) {
      return base;
    }
    Path output = settings.data().output();
    Files.createDirectories(output);
    Files.writeString(output.resolve("config.json"), config(model, base));
    return ModelFolder.untrained(output);
  }

  private static String config(TrainModel model, ModelFolder base) {
    return model.kind().isBlock()
        ? NewModelConfig.draft(
            base,
            model.kind() == TrainKind.DOMINO,
            model.draftLayers(),
            model.blockSize(),
            maskToken(model, base))
        : NewModelConfig.causal(base, model.draftLayers());
  }

  private static int maskToken(TrainModel model, ModelFolder base) {
    String text = model.maskToken();
    int[] ids = text.matches("\\d{1,9}") ? new int[] {Integer.parseInt(text)} : encode(text, base);
    int vocabulary = TargetSpec.of(base).transformer().vocabSize();
    if (ids.length != 1 || ids[0] >= vocabulary) {
      throw new InvalidOptionsException(
          List.of(
              "mask-token must be one token of the target, or an id below its vocab_size = %d, got %s"
                  .formatted(vocabulary, text)));
    }
    return ids[0];
  }

  private static int[] encode(String text, ModelFolder base) {
    if (base.tokenizer().isEmpty()) {
      return new int[0];
    }
    try (Tokenizer tokenizer = Tokenizer.open(base.tokenizer().get())) {
      return tokenizer.encode(text);
    }
  }
}
