package io.flinkdomino.operators.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.schemas.PromptRecord;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object in UTF-8 to a {@link PromptRecord}. Names are those of the schema in snake_case,
 * and OpenAI's where it has another one. Checks types; ranges are {@link PromptMapper}'s.
 */
final class JsonPromptReader implements PromptReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public PromptRecord read(byte[] value) throws InvalidPromptException {
    JsonObject fields = JsonObject.of("", StrictJson.parse(decode(value)));
    PromptRecord record = PromptRecord.newBuilder().build();
    record.setId(fields.string("id"));
    readPrompt(fields, record);
    readLength(fields, record);
    readSampling(fields, record);
    readTokenRules(fields, record);
    record.setN(fields.integer("n"));
    record.setLogprobs(logprobs(fields));
    record.setDeadlineEpochMs(fields.longInteger("deadline_epoch_ms"));
    record.setPriority(fields.integer("priority"));
    record.setReturnTokenIds(fields.flag("return_token_ids"));
    record.setReturnDecodeTrace(fields.flag("return_decode_trace"));
    record.setMetadata(strings(fields.object("metadata")));
    fields.refuseRest();
    return record;
  }

  private static CharBuffer decode(byte[] value) throws InvalidPromptException {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    try {
      return StrictUtf8.decode(bytes);
    } catch (MalformedInputException e) {
      throw InvalidPromptException.unreadable(
          "value must be UTF-8, got a bad byte at " + bytes.position());
    }
  }

  private static void readPrompt(JsonObject fields, PromptRecord record)
      throws InvalidPromptException {
    List<?> messages = fields.list("messages");
    record.setMessages(messages == null ? null : JsonMessages.read(messages));
    record.setPrompt(fields.privateText("prompt"));
    record.setPromptTokenIds(fields.integers("prompt_token_ids"));
    JsonObject arguments = fields.object("chat_template_kwargs");
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : arguments.names()) {
      texts.put(name, jsonText(arguments.take(name)));
    }
    record.setChatTemplateKwargs(texts);
  }

  private static void readLength(JsonObject fields, PromptRecord record)
      throws InvalidPromptException {
    Integer maxTokens = fields.integer("max_tokens");
    Integer maxCompletionTokens = fields.integer("max_completion_tokens");
    if (maxTokens != null
        && maxCompletionTokens != null
        && !maxTokens.equals(maxCompletionTokens)) {
      throw InvalidPromptException.invalid(
          "max_tokens and max_completion_tokens are the same field, got "
              + maxTokens
              + " and "
              + maxCompletionTokens);
    }
    record.setMaxTokens(maxTokens == null ? maxCompletionTokens : maxTokens);
    record.setMinTokens(fields.integer("min_tokens"));
  }

  private static void readSampling(JsonObject fields, PromptRecord record)
      throws InvalidPromptException {
    record.setTemperature(fields.number("temperature"));
    record.setTopP(fields.number("top_p"));
    record.setTopK(fields.integer("top_k"));
    record.setMinP(fields.number("min_p"));
    record.setSeed(fields.longInteger("seed"));
    record.setPresencePenalty(fields.number("presence_penalty"));
    record.setFrequencyPenalty(fields.number("frequency_penalty"));
    record.setRepetitionPenalty(fields.number("repetition_penalty"));
  }

  private static void readTokenRules(JsonObject fields, PromptRecord record)
      throws InvalidPromptException {
    record.setStop(stop(fields));
    record.setStopTokenIds(orEmpty(fields.integers("stop_token_ids")));
    record.setIgnoreEos(fields.flag("ignore_eos"));
    record.setBannedTokenIds(orEmpty(fields.integers("banned_token_ids")));
    JsonObject bias = fields.object("logit_bias");
    Map<String, Double> logitBias = new LinkedHashMap<>();
    for (String tokenId : bias.names()) {
      Double added = bias.number(tokenId);
      if (added == null) {
        throw JsonObject.wrongKind(bias.path(tokenId), "a number", "null");
      }
      logitBias.put(tokenId, added);
    }
    record.setLogitBias(logitBias);
  }

  private static List<String> stop(JsonObject fields) throws InvalidPromptException {
    Object stop = fields.take("stop");
    if (stop == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : stop instanceof List<?> list ? list : List.of(stop)) {
      if (!(item instanceof String text)) {
        throw JsonObject.wrongKind("stop", "a string or a list of strings", Shown.kind(item));
      }
      texts.add(text);
    }
    return texts;
  }

  /** OpenAI's pair of a boolean and a number, or the number alone. */
  private static @Nullable Integer logprobs(JsonObject fields) throws InvalidPromptException {
    Integer top = fields.integer("top_logprobs");
    Object logprobs = fields.take("logprobs");
    if (Boolean.TRUE.equals(logprobs)) {
      return top == null ? Integer.valueOf(0) : top;
    }
    if (top != null && top != 0) {
      throw InvalidPromptException.invalid(
          "top_logprobs must come with logprobs true, got " + top + " alone");
    }
    if (logprobs == null || logprobs instanceof Boolean) {
      return null;
    }
    if (logprobs instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw JsonObject.wrongKind("logprobs", "true, false or an integer", Shown.value(logprobs));
  }

  private static Map<String, String> strings(JsonObject fields) throws InvalidPromptException {
    Map<String, String> strings = new LinkedHashMap<>();
    for (String name : fields.names()) {
      String text = fields.privateText(name);
      if (text == null) {
        throw JsonObject.wrongKind(fields.path(name), "a string", "null");
      }
      strings.put(name, text);
    }
    return strings;
  }

  private static List<Integer> orEmpty(@Nullable List<Integer> items) {
    return items == null ? List.of() : items;
  }

  private static String jsonText(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value just read from JSON could not be written", e);
    }
  }
}
