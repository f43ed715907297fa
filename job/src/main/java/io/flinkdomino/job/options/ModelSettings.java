package io.flinkdomino.job.options;

import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/**
 * What to decode with.
 *
 * @param modelDir folder of the target model; holds {@code config.json}
 * @param draft what drafts; a folder holds {@code config.json}
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param weightType number type of weights and KV cache
 * @param kvMemory memory for the KV cache of one task slot
 * @param maxBatch most sequences decoded together in one task slot
 * @param maxSequenceTokens most tokens of prompt and completion; 0 for the model's own limit
 * @param verifiedLength draft tokens of a sequence that a step verifies
 * @param prefillTokens most prompt tokens that one decode step prefills
 */
public record ModelSettings(
    Path modelDir,
    DraftChoice draft,
    String device,
    WeightType weightType,
    MemorySize kvMemory,
    int maxBatch,
    int maxSequenceTokens,
    VerifiedLength verifiedLength,
    int prefillTokens) {

  static final String MODEL_FOLDER = "a folder with config.json";
  private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda:[0-9]{1,3}");
  private static final int MOST_IN_BATCH = 1024;
  private static final int MOST_PREFILL_TOKENS = 65_536;

  static Supplier<ModelSettings> read(OptionReader reader) {
    Optional<Path> model =
        Locations.modelFolder(
            reader, JobOptions.MODEL, reader.required(JobOptions.MODEL), MODEL_FOLDER);
    Optional<DraftChoice> draft = readDraft(reader);
    Optional<String> device = readDevice(reader);
    Optional<WeightType> weightType = reader.required(JobOptions.DTYPE);
    Optional<MemorySize> kvMemory = reader.between(JobOptions.KV_MEMORY, "1 mb", "1024 gb");
    Optional<Integer> maxBatch = reader.between(JobOptions.MAX_BATCH, 1, MOST_IN_BATCH);
    Optional<Integer> maxSequenceTokens =
        reader.required(
            JobOptions.MAX_SEQUENCE_TOKENS, value -> value == 0 || value >= 2, "0 or at least 2");
    Optional<VerifiedLength> verifiedLength =
        reader.parsed(
            JobOptions.VERIFIED_LENGTH,
            VerifiedLength::parse,
            "adaptive, all or a whole number from 1");
    Optional<Integer> prefillTokens =
        reader.between(JobOptions.PREFILL_TOKENS, 1, MOST_PREFILL_TOKENS);
    return () ->
        new ModelSettings(
            model.orElseThrow(),
            draft.orElseThrow(),
            device.orElseThrow(),
            weightType.orElseThrow(),
            kvMemory.orElseThrow(),
            maxBatch.orElseThrow(),
            maxSequenceTokens.orElseThrow(),
            verifiedLength.orElseThrow(),
            prefillTokens.orElseThrow());
  }

  /** The same for target-only decoding. */
  ModelSettings withoutDraft() {
    return new ModelSettings(
        modelDir,
        new DraftChoice.None(),
        device,
        weightType,
        kvMemory,
        maxBatch,
        maxSequenceTokens,
        verifiedLength,
        prefillTokens);
  }

  static Optional<String> readDevice(OptionReader reader) {
    return reader.required(
        JobOptions.DEVICE,
        text -> DEVICE.matcher(text).matches(),
        "auto, cpu or cuda:N with N from 0");
  }

  private static Optional<DraftChoice> readDraft(OptionReader reader) {
    Optional<String> text = reader.required(JobOptions.DRAFT);
    return text.flatMap(DraftChoice::named)
        .or(
            () ->
                Locations.modelFolder(
                        reader, JobOptions.DRAFT, text, "none, prompt-lookup or " + MODEL_FOLDER)
                    .map(DraftChoice.Folder::new));
  }
}
