package io.flinkdomino.runtime.prompt;

import java.util.List;
import java.util.Map;

/** What a request asks the model to continue; exactly one of three forms. */
public sealed interface PromptInput {

  /**
   * A conversation, rendered by the model's chat template.
   *
   * @param messages the turns, oldest first; at least one
   * @param templateArguments extra variables of the template, such as {@code enable_thinking}
   */
  record Messages(List<ChatMessage> messages, Map<String, Object> templateArguments)
      implements PromptInput {
    public Messages {
      messages = List.copyOf(messages);
      templateArguments = Map.copyOf(templateArguments);
    }
  }

  /** Plain text, tokenized as it stands: no chat template, no special tokens added. */
  record Text(String text) implements PromptInput {}

  /** Token ids, used as they stand; the only form a model folder without a tokenizer takes. */
  record TokenIds(List<Integer> ids) implements PromptInput {
    public TokenIds {
      ids = List.copyOf(ids);
    }
  }
}
