package io.flinkdomino.operators.prompt;

import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.schemas.PromptMessage;
import io.flinkdomino.schemas.PromptRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PromptRecord} to the request it asks for, or the first rule it breaks. Rules that need
 * the model (vocabulary, context, chat template) come later.
 */
final class PromptMapper {

  private static final int MAX_ROLE_CHARS = 64;

  private final FieldRules rules;

  /**
   * @param format whose field names messages use
   */
  PromptMapper(WireFormat format) {
    this.rules = new FieldRules(format);
  }

  /**
   * @param id the record's own id, or the one that names its source
   */
  GenerationRequest request(PromptRecord record, String id) throws InvalidPromptException {
    if (record.getId() != null) {
      rules.length("id", id, RequestIds.MAX_CHARS);
    }
    PromptInput input = input(record);
    SamplingRules.check(record, rules);
    rules.metadata(record.getMetadata());
    return new GenerationRequest(id, input, parameters(record, id));
  }

  private GenerationParameters parameters(PromptRecord record, String id)
      throws InvalidPromptException {
    Integer maxTokens = record.getMaxTokens();
    rules.range("maxTokens", maxTokens, 1, Integer.MAX_VALUE);
    rules.tokenIds("stopTokenIds", record.getStopTokenIds());
    Long seed = record.getSeed();
    StopConditions stop =
        new StopConditions(
            maxTokens == null ? GenerationParameters.DEFAULT_MAX_TOKENS : maxTokens,
            0,
            List.of(),
            Set.copyOf(record.getStopTokenIds()),
            record.getIgnoreEos());
    return GenerationParameters.of(
            stop, SamplingParameters.GREEDY, seed == null ? RequestIds.seed(id) : seed)
        .returning(record.getReturnTokenIds(), record.getReturnDecodeTrace());
  }

  private PromptInput input(PromptRecord record) throws InvalidPromptException {
    List<String> given = new ArrayList<>();
    addIfSet(given, "messages", record.getMessages());
    addIfSet(given, "prompt", record.getPrompt());
    addIfSet(given, "promptTokenIds", record.getPromptTokenIds());
    if (given.size() != 1) {
      throw InvalidPromptException.invalid(
          "exactly one of %s, %s and %s must be set, got %s"
              .formatted(
                  rules.name("messages"),
                  rules.name("prompt"),
                  rules.name("promptTokenIds"),
                  given.isEmpty() ? "none" : String.join(" and ", given)));
    }
    if (record.getMessages() != null) {
      return messages(record.getMessages(), record.getChatTemplateKwargs());
    }
    if (!record.getChatTemplateKwargs().isEmpty()) {
      throw InvalidPromptException.invalid(
          rules.name("chatTemplateKwargs") + " must come with messages, got " + given.get(0));
    }
    return record.getPrompt() == null
        ? tokenIds(record.getPromptTokenIds())
        : text(record.getPrompt());
  }

  private void addIfSet(List<String> given, String field, @Nullable Object value) {
    if (value != null) {
      given.add(rules.name(field));
    }
  }

  private PromptInput text(String prompt) throws InvalidPromptException {
    rules.notEmpty("prompt", prompt.isEmpty());
    return new PromptInput.Text(prompt);
  }

  private PromptInput tokenIds(List<Integer> ids) throws InvalidPromptException {
    rules.notEmpty("promptTokenIds", ids.isEmpty());
    rules.notNegative("promptTokenIds", ids);
    return new PromptInput.TokenIds(ids);
  }

  private PromptInput messages(List<PromptMessage> messages, Map<String, String> kwargs)
      throws InvalidPromptException {
    rules.notEmpty("messages", messages.isEmpty());
    List<ChatMessage> turns = new ArrayList<>(messages.size());
    for (PromptMessage message : messages) {
      rules.length("messages[" + turns.size() + "].role", message.getRole(), MAX_ROLE_CHARS);
      turns.add(new ChatMessage(message.getRole(), message.getContent()));
    }
    rules.count("chatTemplateKwargs", kwargs.size(), FieldRules.MAX_ENTRIES);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : kwargs.entrySet()) {
      arguments.put(entry.getKey(), rules.jsonValue("chatTemplateKwargs", entry));
    }
    return new PromptInput.Messages(turns, arguments);
  }
}
