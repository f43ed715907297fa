package io.flinkdomino.job.options;

import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * The bounded job: prompts from a file, completions to a folder.
 *
 * @param files what to read and where to write
 * @param model what to decode with
 * @param failures what the job puts up with
 * @param flink how the job runs
 */
public record GenerateSettings(
    FileSettings files, ModelSettings model, FailurePolicy failures, FlinkSettings flink) {

  /** The options this reads. */
  public static final List<OptionGroup> GROUPS =
      List.of(
          OptionGroup.FILES,
          OptionGroup.MODEL,
          OptionGroup.DECODING,
          OptionGroup.FAILURES,
          OptionGroup.FLINK);

  /**
   * Reads and checks every option.
   *
   * @throws InvalidOptionsException listing all that is missing, unknown, wrong or in conflict
   */
  public static GenerateSettings validate(Configuration configuration) {
    OptionReader reader = new OptionReader(configuration, GROUPS);
    Supplier<FileSettings> files = FileSettings.read(reader);
    Supplier<ModelSettings> model = ModelSettings.read(reader);
    Supplier<FailurePolicy> failures = FailureOptions.ofFiles(reader);
    Supplier<FlinkSettings> flink = FlinkSettings.read(reader);
    return reader.finish(
        () -> new GenerateSettings(files.get(), model.get(), failures.get(), flink.get()));
  }

  /**
   * The job that lets a training's target answer prompts, by the decoding options that the training
   * was given.
   *
   * @param input the prompts
   * @param output folder for the answers
   */
  public static GenerateSettings toAnswer(TrainSettings training, Path input, Path output) {
    Configuration configuration = Configuration.fromMap(training.decoding());
    configuration.set(JobOptions.MODEL, training.model().model().toString());
    configuration.set(JobOptions.DRAFT, DraftChoice.NONE);
    configuration.set(JobOptions.DEVICE, training.model().device());
    configuration.set(JobOptions.INPUT, input.toString());
    configuration.set(JobOptions.OUTPUT, output.toString());
    // The prompts' lines were within the limit before they became token ids.
    configuration.set(JobOptions.MAX_LINE_SIZE, new MemorySize(PromptParser.MAX_VALUE_BYTES));
    return validate(configuration);
  }
}
