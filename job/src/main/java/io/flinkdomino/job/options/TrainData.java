package io.flinkdomino.job.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.MemorySize;

/**
 * What is learned from, and where the model goes.
 *
 * @param input one conversation a line
 * @param heldOut conversations that nothing is learned from
 * @param output folder for checkpoints, log and model
 * @param resume whether to go on from a checkpoint there
 * @param maxTokens where longer conversations are cut; 0 for the model's own limit
 * @param maxLineBytes longest line read
 */
public record TrainData(
    Path input,
    Optional<Path> heldOut,
    Path output,
    boolean resume,
    int maxTokens,
    int maxLineBytes) {

  static Supplier<TrainData> read(OptionReader reader) {
    Optional<Path> input =
        Locations.readableFile(reader, JobOptions.INPUT, reader.required(JobOptions.INPUT));
    Optional<Path> heldOut =
        Locations.readableFile(
            reader, TrainOptions.HELD_OUT, reader.optional(TrainOptions.HELD_OUT));
    Optional<Path> output =
        Locations.outputFolder(reader, JobOptions.OUTPUT, reader.required(JobOptions.OUTPUT));
    Optional<Boolean> resume = reader.required(TrainOptions.RESUME);
    Optional<Integer> maxTokens =
        reader.required(
            JobOptions.MAX_SEQUENCE_TOKENS, value -> value == 0 || value >= 2, "0 or at least 2");
    Optional<MemorySize> maxLineSize = FileSettings.readMaxLineSize(reader);
    return () ->
        new TrainData(
            input.orElseThrow(),
            heldOut,
            output.orElseThrow(),
            resume.orElseThrow(),
            maxTokens.orElseThrow(),
            Math.toIntExact(maxLineSize.orElseThrow().getBytes()));
  }
}
