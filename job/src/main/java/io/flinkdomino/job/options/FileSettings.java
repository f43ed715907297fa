package io.flinkdomino.job.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.MemorySize;

/**
 * Prompts from a file, completions to a folder.
 *
 * @param input one JSON prompt per line
 * @param output folder for the completions and the errors; may not exist yet
 * @param maxLineSize longest line read whole
 */
public record FileSettings(Path input, Path output, MemorySize maxLineSize) {

  static Supplier<FileSettings> read(OptionReader reader) {
    Optional<Path> input =
        Locations.readableFile(reader, JobOptions.INPUT, reader.required(JobOptions.INPUT));
    Optional<Path> output =
        Locations.outputFolder(reader, JobOptions.OUTPUT, reader.required(JobOptions.OUTPUT));
    Optional<MemorySize> maxLineSize = readMaxLineSize(reader);
    return () ->
        new FileSettings(input.orElseThrow(), output.orElseThrow(), maxLineSize.orElseThrow());
  }

  static Optional<MemorySize> readMaxLineSize(OptionReader reader) {
    return reader.between(JobOptions.MAX_LINE_SIZE, "1 kb", "256 mb");
  }
}
