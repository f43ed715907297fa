package io.flinkdomino.job.evaluate;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A row of the input: a prompt, and the task it belongs to.
 *
 * @param task empty where the row names none
 * @param prompt in the wire format of {@code generate}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through, nobody compares them
record Row(String task, byte[] prompt) {

  private static final String TASK = "task";
  private static final String METADATA = "metadata";
  private static final String MESSAGES = "messages";
  private static final String MAX_TOKENS = "max_tokens";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads one line. Of a conversation that ends with an answer, the prompt is what stands before
   * it; only its id, task, messages, template arguments and token limit are looked at, as training
   * looks at messages and template arguments only.
   *
   * @param maxTokens where the row does not say it
   * @throws BadRowException if this is no row; whether its prompt is one, the parser of prompts
   *     says
   */
  static Row read(byte[] line, int maxTokens) throws BadRowException {
    ObjectNode row = parse(line);
    String task = task(row);
    ObjectNode prompt = endsWithAnswer(row) ? withoutAnswer(row) : row;
    if (!prompt.hasNonNull(MAX_TOKENS) && !prompt.hasNonNull("max_completion_tokens")) {
      prompt.put(MAX_TOKENS, maxTokens);
    }
    try {
      return new Row(task, MAPPER.writeValueAsBytes(prompt));
    } catch (IOException e) {
      throw new IllegalStateException("a value just read from JSON could not be written", e);
    }
  }

  private static ObjectNode parse(byte[] line) throws BadRowException {
    JsonNode row;
    try {
      row = MAPPER.readTree(line);
    } catch (IOException e) { // Jackson's text would show the line's
      throw new BadRowException("the line must be a JSON object in UTF-8");
    }
    if (row instanceof ObjectNode fields) {
      return fields;
    }
    throw new BadRowException("the line must be a JSON object, got " + kind(row));
  }

  /** What the row names, else what its metadata does, as completions hand it through. */
  private static String task(ObjectNode row) throws BadRowException {
    JsonNode task = row.remove(TASK);
    if (task == null || task.isNull()) {
      return row.path(METADATA).path(TASK).asText();
    }
    if (!task.isTextual()) {
      throw new BadRowException("task must be a string, got " + kind(task));
    }
    return task.textValue();
  }

  private static boolean endsWithAnswer(ObjectNode row) {
    JsonNode messages = row.path(MESSAGES);
    return messages.path(messages.size() - 1).path("role").asText().equals("assistant");
  }

  private static ObjectNode withoutAnswer(ObjectNode row) throws BadRowException {
    ArrayNode before = JsonNodeFactory.instance.arrayNode();
    JsonNode messages = row.path(MESSAGES);
    for (int i = 0; i < messages.size() - 1; i++) {
      before.add(roleAndContent(messages.get(i)));
    }
    if (before.isEmpty()) {
      throw new BadRowException(
          "messages must have one before the last assistant message, got none");
    }
    ObjectNode prompt = row.deepCopy().retain(List.of("id", MAX_TOKENS, "chat_template_kwargs"));
    if (!prompt.path("id").isTextual()) {
      prompt.remove("id");
    }
    return prompt.set(MESSAGES, before);
  }

  private static JsonNode roleAndContent(JsonNode message) {
    return message instanceof ObjectNode fields
        ? fields.deepCopy().retain(List.of("role", "content"))
        : message;
  }

  private static String kind(JsonNode value) {
    return value.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
