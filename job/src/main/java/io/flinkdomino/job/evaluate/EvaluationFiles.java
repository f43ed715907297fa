package io.flinkdomino.job.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.flinkdomino.operators.emit.CompletionMapper;
import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.model.ModelFingerprint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what was measured, and what the drafter's completions are. */
final class EvaluationFiles {

  private static final String REPORT = "evaluation.json";
  private static final String COMPLETIONS = "completions.jsonl";
  private static final String TASK = "task";

  private EvaluationFiles() {}

  /** Writes the report, names in snake_case. */
  static void write(Path folder, EvaluationReport report) throws IOException {
    Files.createDirectories(folder);
    new ObjectMapper()
        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(REPORT).toFile(), report);
  }

  /**
   * Writes the first round's completions as {@code generate} writes them, in the order of the
   * input, each with its row's task as metadata.
   */
  static void writeCompletions(
      Path folder,
      Map<String, List<EvaluationPrompt>> tasks,
      List<Round> rounds,
      ModelFingerprint models)
      throws IOException {
    Files.createDirectories(folder);
    try (OutputStream output =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(COMPLETIONS)))) {
      for (byte[] line : lines(tasks, rounds, new CompletionMapper(models))) {
        output.write(line);
        output.write('\n');
      }
    }
  }

  private static Collection<byte[]> lines(
      Map<String, List<EvaluationPrompt>> tasks, List<Round> rounds, CompletionMapper mapper) {
    RecordEncoder encoder = new RecordEncoder(WireFormat.JSON);
    Map<Long, byte[]> lines = new TreeMap<>();
    for (Round round : rounds) {
      List<EvaluationPrompt> prompts = tasks.getOrDefault(round.task(), List.of());
      for (int i = 0; i < prompts.size(); i++) {
        EvaluationPrompt prompt = prompts.get(i);
        GenerationResult result = round.drafting().results().get(i);
        lines.computeIfAbsent(
            prompt.source().offset(),
            line ->
                encoder.encode(mapper.completion(result, prompt.source(), metadata(prompt), 1)));
      }
    }
    return lines.values();
  }

  private static Map<String, String> metadata(EvaluationPrompt prompt) {
    Map<String, String> metadata = new TreeMap<>(prompt.metadata());
    if (!prompt.task().isEmpty()) {
      metadata.putIfAbsent(TASK, prompt.task());
    }
    return metadata;
  }
}
