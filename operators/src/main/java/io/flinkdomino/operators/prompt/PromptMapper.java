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
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PromptRecord} to the request it asks for, or the first rule it breaks. Rules that need
 * the model (vocabulary, context, chat template) come later.
 */
final class PromptMapper {

  private static final int MAX_ROLE_CHARS = 64;

  private static final int MAX_COMPLETIONS = 128;

  private final FieldRules rules;
  private final SamplingRules sampling;
  private final StopConditionRules stopConditions;

  /**
   * @param format whose field names messages use
   */
  PromptMapper(WireFormat format) {
    rules = new FieldRules(format);
    sampling = new SamplingRules(rules);
    stopConditions = new StopConditionRules(rules);
  }

  /**
   * @param id the record's own id, or the one that names its source
   */
  GenerationRequest request(PromptRecord record, String id) throws InvalidPromptException {
    if (record.getId() != null) {
      rules.length("id", id, RequestIds.MAX_CHARS);
    }
    PromptInput input = input(record);
    GenerationParameters parameters = parameters(record, id);
    rules.metadata(record.getMetadata());
    return new GenerationRequest(id, input, parameters);
  }

  private GenerationParameters parameters(PromptRecord record, String id)
      throws InvalidPromptException {
    StopConditions stop = stopConditions.read(record);
    SamplingParameters drawing = sampling.read(record);
    Long seed = record.getSeed();
    Integer priority = record.getPriority();
    return new GenerationParameters(
        stop,
        drawing,
        seed == null ? RequestIds.seed(id) : seed,
        rules.integer("n", record.getN(), 1, MAX_COMPLETIONS, 1),
        logprobs(record),
        priority == null ? 0 : priority,
        deadline(record),
        record.getReturnTokenIds(),
        record.getReturnDecodeTrace());
  }

  private OptionalInt logprobs(PromptRecord record) throws InvalidPromptException {
    Integer logprobs = record.getLogprobs();
    return logprobs == null
        ? OptionalInt.empty()
        : OptionalInt.of(
            rules.integer("logprobs", logprobs, 0, GenerationParameters.MAX_LOGPROBS, 0));
  }

  private OptionalLong deadline(PromptRecord record) throws InvalidPromptException {
    Long deadline = record.getDeadlineEpochMs();
    rules.atLeast("deadlineEpochMs", deadline, 0);
    return deadline == null ? OptionalLong.empty() : OptionalLong.of(deadline);
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
    rules.jsonTexts("chatTemplateKwargs", kwargs);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : kwargs.entrySet()) {
      arguments.put(entry.getKey(), rules.jsonValue("chatTemplateKwargs", entry));
    }
    return new PromptInput.Messages(turns, arguments);
  }
}
