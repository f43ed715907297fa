package io.flinkdomino.job.train;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.TrainData;
import io.flinkdomino.job.options.TrainKind;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.lines.LineReader;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.ModelLoader;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.train.data.ConversationReader;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.data.TrainingSet;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What is learned from, and what is not.
 *
 * @param train rows to learn from, at least one
 * @param heldOut rows to evaluate with; may be empty
 */
record Conversations(TrainingSet train, TrainingSet heldOut) {

  /**
   * Reads the files by a model's tokenizer and chat template. A target answers prompts first.
   *
   * @throws InvalidOptionsException if the model has none, or no row can be learned from
   * @throws Exception if answering prompts fails
   */
  static Conversations read(
      TrainSettings settings, ModelFolder base, TrainingModels models, PrintStream out)
      throws Exception {
    Optional<Path> tokenizerFile = base.tokenizer();
    Optional<ChatTemplate> template = ModelLoader.chatTemplate(base);
    List<String> problems = new ArrayList<>();
    if (tokenizerFile.isEmpty()) {
      problems.add("model must have a tokenizer.json, got " + base.path() + ": it has none");
    }
    if (template.isEmpty()) {
      problems.add("model must have a chat template, got " + base.path() + ": it has none");
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    try (Tokenizer tokenizer = Tokenizer.open(tokenizerFile.orElseThrow())) {
      ConversationReader reader =
          new ConversationReader(
              template.orElseThrow(),
              tokenizer,
              models.vocabSize(),
              models.maxTokens(settings.data().maxTokens()));
      TrainData data = settings.data();
      int maxLineBytes = data.maxLineBytes();
      TrainingSet train =
          settings.model().kind() == TrainKind.TARGET
              ? reader.read(data.input(), maxLineBytes)
              : read(
                  PromptAnswers.complete(settings, template.orElseThrow(), tokenizer, out),
                  reader,
                  maxLineBytes);
      if (train.rows().isEmpty()) {
        throw new InvalidOptionsException(
            List.of("input must have a row to learn from, got " + BadRows.shown(train.problems())));
      }
      return new Conversations(
          train,
          data.heldOut().map(file -> reader.read(file, maxLineBytes)).orElse(TrainingSet.NONE));
    }
  }

  private static TrainingSet read(
      PromptAnswers.Answered input, ConversationReader reader, int maxLineBytes) {
    TrainingSet conversations = reader.read(input.conversations(), maxLineBytes);
    return input
        .answered()
        .map(file -> conversations.plus(reader.read(file, LineReader.WHOLE)))
        .orElse(conversations);
  }

  /** Counts, and the first lines that cannot be learned from. */
  String summary() {
    return "%,d rows with %,d tokens, %,d held out"
            .formatted(train.rows().size(), train.tokens(), heldOut.rows().size())
        + BadRows.counted("input", train.problems())
        + BadRows.counted("held-out", heldOut.problems());
  }

  /** Changes whenever a token to learn from does. */
  String checksum() {
    CRC32 sum = new CRC32();
    for (TokenRow row : train.rows()) {
      for (int at = 0; at < row.length(); at++) {
        int value = 2 * row.token(at) + (row.supervised(at) ? 1 : 0);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          sum.update(value >>> shift);
        }
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
