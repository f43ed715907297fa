package io.flinkdomino.job.evaluate;

import io.flinkdomino.job.options.EvaluateSettings;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.train.BadRows;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.ParsedPrompt;
import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.lines.LineReader;
import io.flinkdomino.runtime.prompt.PromptEncoder;
import io.flinkdomino.runtime.prompt.PromptEncoding;
import io.flinkdomino.runtime.train.data.RowProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file holds.
 *
 * @param prompts that can be decoded, in the file's order
 * @param problems one for each other line
 */
record EvaluationInput(List<EvaluationPrompt> prompts, List<RowProblem> problems) {

  EvaluationInput {
    prompts = List.copyOf(prompts);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the file; blank lines are nothing.
   *
   * @param encoder of the models that decode
   * @throws InvalidOptionsException if no row can be decoded
   * @throws IOException if reading fails
   */
  static EvaluationInput read(EvaluateSettings settings, PromptEncoder encoder) throws IOException {
    Reader reader = new Reader(settings, encoder.naming(WireFormat.JSON::fieldName));
    int maxBytes = Math.toIntExact(settings.maxLineSize().getBytes());
    List<EvaluationPrompt> prompts = new ArrayList<>();
    List<RowProblem> problems = new ArrayList<>();
    try (LineReader lines = LineReader.open(settings.input(), maxBytes)) {
      for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        try {
          prompts.add(reader.read(line.get()));
        } catch (BadRowException e) {
          problems.add(new RowProblem(line.get().number() + 1, String.valueOf(e.getMessage())));
        }
      }
    }
    if (prompts.isEmpty()) {
      throw new InvalidOptionsException(
          List.of("input must have a row to decode, got " + BadRows.shown(problems)));
    }
    return new EvaluationInput(prompts, problems);
  }

  /** The prompts by task, in the order in which tasks first appear. */
  Map<String, List<EvaluationPrompt>> byTask() {
    Map<String, List<EvaluationPrompt>> tasks = new LinkedHashMap<>();
    for (EvaluationPrompt prompt : prompts) {
      tasks.computeIfAbsent(prompt.task(), first -> new ArrayList<>()).add(prompt);
    }
    return tasks;
  }

  /** Counts, and the first lines that are left out. */
  String summary() {
    return "%,d %s".formatted(prompts.size(), prompts.size() == 1 ? "prompt" : "prompts")
        + BadRows.counted("input", problems);
  }

  /** Reads one line at a time, by the rules of the wire format and of the models. */
  private record Reader(Path file, int maxTokens, PromptParser parser, PromptEncoder encoder) {

    Reader(EvaluateSettings settings, PromptEncoder encoder) {
      this(settings.input(), settings.maxTokens(), new PromptParser(WireFormat.JSON), encoder);
    }

    EvaluationPrompt read(LineReader.Line line) throws BadRowException {
      if (line.isCut()) {
        throw new BadRowException(line.whyCut());
      }
      Row row = Row.read(line.bytes(), maxTokens);
      String name = file.getFileName().toString();
      InputRecord source =
          new InputRecord(name, 0, line.number(), 0, null, row.prompt(), List.of());
      ParsedPrompt parsed = parser.parse(source);
      if (parsed instanceof ParsedPrompt.Accepted accepted) {
        return encoded(row.task(), accepted, source);
      }
      throw new BadRowException(((ParsedPrompt.Rejected) parsed).refusal().message());
    }

    private EvaluationPrompt encoded(
        String task, ParsedPrompt.Accepted accepted, InputRecord source) throws BadRowException {
      PromptEncoding encoding = encoder.encode(EvaluationPrompt.greedy(accepted.request()));
      if (encoding instanceof PromptEncoding.Encoded encoded) {
        return new EvaluationPrompt(task, encoded.prompt(), source, accepted.metadata());
      }
      throw new BadRowException(((PromptEncoding.Refused) encoding).refusal().message());
    }
  }
}
