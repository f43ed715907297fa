package io.flinkdomino.runtime.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flinkdomino.runtime.lines.LineReader;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads conversations, one JSON object a line: {@code {"messages": [{"role": "user", "content":
 * "..."}, {"role": "assistant", "content": "..."}]}}, with {@code chat_template_kwargs} or without;
 * or prompts with completions as token ids, {@code prompt_token_ids} and {@code
 * completion_token_ids}. Lines that cannot be learned from are noted and left out.
 */
public final class ConversationReader {

  /** Lines that are read at once, by all processors. */
  private static final int BATCH = 4096;

  /** Bytes at which a batch ends before it has so many lines. */
  private static final long BATCH_BYTES = 1 << 24;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ConversationEncoder encoder;

  /**
   * A reader for one model.
   *
   * @param vocabSize the model's vocabulary, which tokens must stay within
   * @param maxTokens where longer conversations are cut
   */
  public ConversationReader(
      ChatTemplate template, Tokenizer tokenizer, int vocabSize, int maxTokens) {
    this.encoder = new ConversationEncoder(template, tokenizer, vocabSize, maxTokens);
  }

  /**
   * Reads a file; blank lines are nothing.
   *
   * @param maxLineBytes of a line; longer ones are noted
   * @throws UncheckedIOException if reading fails
   */
  public TrainingSet read(Path file, int maxLineBytes) {
    try (LineReader lines = LineReader.open(file, maxLineBytes)) {
      List<TokenRow> rows = new ArrayList<>();
      List<RowProblem> problems = new ArrayList<>();
      for (List<LineReader.Line> batch = next(lines); !batch.isEmpty(); batch = next(lines)) {
        for (Row row : batch.parallelStream().map(this::read).toList()) {
          row.tokens().ifPresent(rows::add);
          row.problem().ifPresent(problems::add);
        }
      }
      return new TrainingSet(rows, problems);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed: " + e.getMessage(), e);
    }
  }

  /** What became of a line: one of both. */
  private record Row(Optional<TokenRow> tokens, Optional<RowProblem> problem) {

    static Row unusable(LineReader.Line line, String reason) {
      return new Row(Optional.empty(), Optional.of(new RowProblem(line.number() + 1, reason)));
    }
  }

  private static List<LineReader.Line> next(LineReader lines) throws IOException {
    List<LineReader.Line> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < BATCH && bytes < BATCH_BYTES) {
      Optional<LineReader.Line> line = lines.next();
      if (line.isEmpty()) {
        break;
      }
      batch.add(line.get());
      bytes += line.get().bytes().length;
    }
    return batch;
  }

  private Row read(LineReader.Line line) {
    if (line.isCut()) {
      return Row.unusable(line, line.whyCut());
    }
    try {
      return new Row(Optional.of(tokens(MAPPER.readTree(line.bytes()))), Optional.empty());
    } catch (IOException e) { // Jackson's text would show the line's
      return Row.unusable(line, "the line must be a JSON object in UTF-8");
    } catch (UnusableRowException | TemplateException | IllegalArgumentException e) {
      return Row.unusable(line, String.valueOf(e.getMessage()));
    }
  }

  private TokenRow tokens(JsonNode row) throws UnusableRowException {
    Map<String, Object> arguments = TemplateArguments.of(row);
    if (!row.has(UnansweredPrompts.COMPLETION_IDS)) {
      return encoder.encode(messages(row), arguments);
    }
    if (!arguments.isEmpty()) {
      throw new UnusableRowException(
          TemplateArguments.FIELD
              + " must come with messages, got "
              + UnansweredPrompts.COMPLETION_IDS);
    }
    return encoder.encode(
        ids(row, UnansweredPrompts.PROMPT_IDS), ids(row, UnansweredPrompts.COMPLETION_IDS));
  }

  private static int[] ids(JsonNode row, String field) throws UnusableRowException {
    JsonNode list = row.path(field);
    if (!list.isArray()) {
      throw new UnusableRowException(field + " must be a list of token ids, got " + kind(list));
    }
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = list.get(i);
      if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
        throw new UnusableRowException(
            "%s[%d] must be a token id, got %s".formatted(field, i, kind(id)));
      }
      ids[i] = id.intValue();
    }
    return ids;
  }

  static List<ChatMessage> messages(JsonNode row) throws UnusableRowException {
    JsonNode list = row.path("messages");
    if (!list.isArray() || list.isEmpty()) {
      throw new UnusableRowException(
          "messages must be a list of at least one message, got " + kind(list));
    }
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      messages.add(new ChatMessage(text(list.get(i), i, "role"), text(list.get(i), i, "content")));
    }
    return messages;
  }

  private static String text(JsonNode message, int index, String field)
      throws UnusableRowException {
    JsonNode value = message.path(field);
    if (!value.isTextual()) {
      throw new UnusableRowException(
          "messages[%d].%s must be a string, got %s".formatted(index, field, kind(value)));
    }
    return value.textValue();
  }

  static String kind(JsonNode value) {
    return value.isMissingNode()
        ? "nothing"
        : value.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
