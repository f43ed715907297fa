package io.flinkdomino.runtime.train.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.template.TemplateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads conversations, one JSON object a line: {@code {"messages": [{"role": "user", "content":
 * "..."}, {"role": "assistant", "content": "..."}]}}. Lines that cannot be learned from are noted
 * and left out.
 */
public final class ConversationReader {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ConversationEncoder encoder;

  /**
   * A reader for one model.
   *
   * @param maxTokens where longer conversations are cut
   */
  public ConversationReader(ChatTemplate template, Tokenizer tokenizer, int maxTokens) {
    this.encoder = new ConversationEncoder(template, tokenizer, maxTokens);
  }

  /**
   * Reads a file; blank lines are nothing.
   *
   * @throws UncheckedIOException if reading fails
   */
  public TrainingSet read(Path file) {
    List<TokenRow> rows = new ArrayList<>();
    List<RowProblem> problems = new ArrayList<>();
    // As bytes, so that a line that is not UTF-8 is one bad line and no more.
    try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          read(line, number, rows, problems);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed: " + e.getMessage(), e);
    }
    return new TrainingSet(rows, problems);
  }

  private void read(String line, long number, List<TokenRow> rows, List<RowProblem> problems) {
    try {
      rows.add(encoder.encode(messages(MAPPER.readTree(line.getBytes(ISO_8859_1)))));
    } catch (IOException e) { // Jackson's text would show the line's
      problems.add(new RowProblem(number, "the line must be a JSON object in UTF-8"));
    } catch (UnusableRowException | TemplateException | IllegalArgumentException e) {
      problems.add(new RowProblem(number, String.valueOf(e.getMessage())));
    }
  }

  private static List<ChatMessage> messages(JsonNode row) throws UnusableRowException {
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

  private static String kind(JsonNode value) {
    return value.isMissingNode()
        ? "nothing"
        : value.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
