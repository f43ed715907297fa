package io.flinkdomino.runtime.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.runtime.lines.LineReader;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.template.TemplateException;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prompts among conversations: rows with {@code prompt} or {@code prompt_token_ids}, or with {@code
 * messages} of which an assistant's is not the last. A target answers them; prompt and answer then
 * are one row of token ids.
 */
public final class UnansweredPrompts {

  static final String PROMPT_IDS = "prompt_token_ids";
  static final String COMPLETION_IDS = "completion_token_ids";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ChatTemplate template;
  private final Tokenizer tokenizer;

  /** For the prompts of one model. */
  public UnansweredPrompts(ChatTemplate template, Tokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
  }

  /**
   * Parts a file in two.
   *
   * @param maxLineBytes of a line; a longer one is no prompt, and too long in {@code others} too
   * @param others takes all other lines, and an empty one for each prompt, so that lines keep their
   *     numbers
   * @param prompts takes the prompts, as {@code generate} reads them
   * @return how many prompts there are
   */
  public long split(Path file, int maxLineBytes, Path others, Path prompts) throws IOException {
    long count = 0;
    long written = 0;
    try (LineReader lines = LineReader.open(file, maxLineBytes);
        OutputStream other = new BufferedOutputStream(Files.newOutputStream(others));
        BufferedWriter prompt = Files.newBufferedWriter(prompts)) {
      for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        for (; written < line.get().number(); written++) {
          other.write('\n');
        }
        Optional<ObjectNode> request = request(line.get());
        if (request.isPresent()) {
          count++;
          prompt.write(request.get() + "\n");
        } else {
          other.write(line.get().bytes());
        }
        other.write('\n');
        written++;
      }
    }
    return count;
  }

  /** What asks for the answer to a line; empty for every other line, bad ones included. */
  private Optional<ObjectNode> request(LineReader.Line line) {
    try {
      if (line.isCut()
          || !(MAPPER.readTree(line.bytes()) instanceof ObjectNode object)
          || object.has(COMPLETION_IDS)) {
        return Optional.empty();
      }
      if (!object.has(PROMPT_IDS)) {
        Optional<String> text = text(object);
        if (text.isEmpty()) {
          return Optional.empty();
        }
        ArrayNode ids = object.putArray(PROMPT_IDS);
        for (int id : tokenizer.encode(text.get())) {
          ids.add(id);
        }
      }
      if (object.has("messages")) {
        object.remove(TemplateArguments.FIELD); // rendered; generate would refuse them with ids
      }
      object.remove(List.of("messages", "prompt"));
      String id = "line-" + (line.number() + 1);
      return Optional.of(object.put("id", id).put("return_token_ids", true));
    } catch (IOException | UnusableRowException | TemplateException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> text(ObjectNode row) throws UnusableRowException {
    if (row.path("prompt").isTextual()) {
      return Optional.of(row.get("prompt").textValue());
    }
    List<ChatMessage> messages = ConversationReader.messages(row);
    return messages.get(messages.size() - 1).role().equals(ConversationEncoder.ASSISTANT)
        ? Optional.empty()
        : Optional.of(template.render(messages, true, TemplateArguments.of(row)));
  }

  /**
   * Writes each answer with its prompt to a file, as a row of token ids.
   *
   * @param prompts as {@link #split} wrote them
   * @param completions as {@code generate} wrote them; refused prompts have none
   */
  public static void join(Path prompts, Path completions, Path answered) throws IOException {
    Map<String, JsonNode> idsOf = new HashMap<>();
    try (LineReader lines = LineReader.open(prompts, LineReader.WHOLE)) {
      for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        JsonNode prompt = MAPPER.readTree(line.get().bytes());
        idsOf.put(prompt.get("id").textValue(), prompt.get(PROMPT_IDS));
      }
    }
    try (LineReader lines = LineReader.open(completions, LineReader.WHOLE);
        BufferedWriter rows = Files.newBufferedWriter(answered)) {
      for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        JsonNode completion = MAPPER.readTree(line.get().bytes());
        ObjectNode row = MAPPER.createObjectNode();
        row.set(PROMPT_IDS, idsOf.get(completion.get("id").textValue()));
        row.set(COMPLETION_IDS, completion.get("token_ids"));
        rows.write(row + "\n");
      }
    }
  }
}
