package io.flinkdomino.job.options;

import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * What a drafter is worth.
 *
 * @param input prompts or conversations, one a line
 * @param output folder for numbers and completions; may not exist yet
 * @param maxLineSize longest line read
 * @param rounds how often everything is decoded each way
 * @param maxTokens of a completion whose row does not say it
 * @param model target and drafter
 */
public record EvaluateSettings(
    Path input,
    Optional<Path> output,
    MemorySize maxLineSize,
    int rounds,
    int maxTokens,
    ModelSettings model) {

  /** The options this reads. */
  public static final List<OptionGroup> GROUPS =
      List.of(OptionGroup.FILES, OptionGroup.MODEL, OptionGroup.DECODING, OptionGroup.EVALUATION);

  private static final int MOST_ROUNDS = 1000;

  /**
   * Reads and checks every option.
   *
   * @throws InvalidOptionsException listing all that is missing, unknown, wrong or in conflict
   */
  public static EvaluateSettings validate(Configuration configuration) {
    OptionReader reader = new OptionReader(configuration, GROUPS);
    Optional<Path> input =
        Locations.readableFile(reader, JobOptions.INPUT, reader.required(JobOptions.INPUT));
    Optional<Path> output =
        Locations.outputFolder(reader, JobOptions.OUTPUT, reader.optional(JobOptions.OUTPUT));
    Optional<MemorySize> maxLineSize = FileSettings.readMaxLineSize(reader);
    Optional<Integer> rounds = reader.between(EvaluateOptions.ROUNDS, 1, MOST_ROUNDS);
    Optional<Integer> maxTokens =
        reader.required(EvaluateOptions.MAX_TOKENS, value -> value >= 1, "at least 1");
    Supplier<ModelSettings> model = ModelSettings.read(reader);
    requireDrafter(reader);
    return reader.finish(
        () ->
            new EvaluateSettings(
                input.orElseThrow(),
                output,
                maxLineSize.orElseThrow(),
                rounds.orElseThrow(),
                maxTokens.orElseThrow(),
                model.get()));
  }

  private static void requireDrafter(OptionReader reader) {
    if (reader.quiet(JobOptions.DRAFT).filter(DraftChoice.NONE::equals).isPresent()) {
      reader.problem("draft must be a drafter, which is compared with the target alone, got none");
    }
  }
}
