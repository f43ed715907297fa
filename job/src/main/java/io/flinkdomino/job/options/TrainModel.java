package io.flinkdomino.job.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;

/**
 * What is trained, and for what.
 *
 * @param kind what it becomes
 * @param model the target's folder; of a target from scratch, the folder with its shapes
 * @param draft a model of this kind to start from
 * @param shape a folder whose config.json says its shapes
 * @param draftLayers its layers, without a shape
 * @param blockSize positions of its block, without a shape
 * @param maskToken a token or a number, without a shape
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param weightType number type in the files; {@code auto} is float32
 */
public record TrainModel(
    TrainKind kind,
    Path model,
    Optional<Path> draft,
    Optional<Path> shape,
    int draftLayers,
    int blockSize,
    String maskToken,
    String device,
    WeightType weightType) {

  private static final int MOST_LAYERS = 64;
  private static final int SMALLEST_BLOCK = 2;
  private static final int LARGEST_BLOCK = 64;

  static Supplier<TrainModel> read(OptionReader reader) {
    Optional<TrainKind> kind = reader.required(TrainOptions.KIND);
    Optional<Path> model = folder(reader, JobOptions.MODEL, reader.required(JobOptions.MODEL));
    Optional<Path> draft = folder(reader, JobOptions.DRAFT, reader.optional(JobOptions.DRAFT));
    Optional<Path> shape = folder(reader, TrainOptions.SHAPE, reader.optional(TrainOptions.SHAPE));
    if (reader.isGiven(JobOptions.DRAFT) && reader.isGiven(TrainOptions.SHAPE)) {
      reader.problem("shape must not be given with draft, whose config.json says the shapes");
    }
    Optional<Integer> layers = reader.between(TrainOptions.DRAFT_LAYERS, 1, MOST_LAYERS);
    Optional<Integer> block =
        reader.between(TrainOptions.BLOCK_SIZE, SMALLEST_BLOCK, LARGEST_BLOCK);
    Optional<String> mask = reader.required(TrainOptions.MASK_TOKEN);
    Optional<String> device = ModelSettings.readDevice(reader);
    Optional<WeightType> weightType =
        reader.required(
            JobOptions.DTYPE, type -> type != WeightType.FLOAT16, "auto, float32 or bfloat16");
    return () ->
        new TrainModel(
            kind.orElseThrow(),
            model.orElseThrow(),
            draft,
            shape,
            layers.orElseThrow(),
            block.orElseThrow(),
            mask.orElseThrow(),
            device.orElseThrow(),
            weightType.orElseThrow());
  }

  private static Optional<Path> folder(
      OptionReader reader, ConfigOption<String> option, Optional<String> value) {
    return Locations.modelFolder(reader, option, value, ModelSettings.MODEL_FOLDER);
  }
}
