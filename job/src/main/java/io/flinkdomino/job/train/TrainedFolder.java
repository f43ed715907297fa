package io.flinkdomino.job.train;

import io.flinkdomino.job.options.TrainModel;
import io.flinkdomino.job.options.WeightType;
import io.flinkdomino.runtime.model.Dtype;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.NewModelConfig;
import io.flinkdomino.runtime.model.StoredWeights;
import io.flinkdomino.runtime.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes the Hugging Face folder of a trained model. */
final class TrainedFolder {

  private static final List<String> OF_A_CAUSAL_MODEL =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "chat_template.jinja",
          "generation_config.json");

  private TrainedFolder() {}

  /**
   * Writes it.
   *
   * @param base whose tokenizer a causal language model shares
   * @param shapes whose {@code config.json} it has, but for the number type
   */
  static void write(
      Path output, TrainModel model, ModelFolder base, ModelFolder shapes, Training training)
      throws IOException {
    Dtype dtype = model.weightType() == WeightType.BFLOAT16 ? Dtype.BF16 : Dtype.F32;
    Files.writeString(output.resolve("config.json"), NewModelConfig.stored(shapes, dtype));
    if (!model.kind().isBlock()) {
      for (String file : OF_A_CAUSAL_MODEL) {
        copy(base.path(), file, output);
      }
    }
    Path unfinished = output.resolve("model.safetensors.unfinished");
    StoredWeights.save(unfinished, training.layout(), training.optimizer().weights(), dtype);
    Files.move(
        unfinished,
        output.resolve("model.safetensors"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(Path from, String file, Path to) throws IOException {
    Path source = from.resolve(file);
    Path destination = to.resolve(file);
    boolean same = Files.exists(destination) && Files.isSameFile(source, destination);
    if (Files.exists(source) && !same) {
      Files.copy(source, destination, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
