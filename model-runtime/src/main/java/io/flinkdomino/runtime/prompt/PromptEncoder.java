package io.flinkdomino.runtime.prompt;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.prompt.template.TemplateException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Turns each form of prompt into token ids of the target model, or refuses it.
 *
 * <p>As in Transformers, special tokens that stand in a message, such as {@code <|im_end|>}, are
 * recognised as those tokens: whoever may write messages may end a turn. Any thread.
 */
public final class PromptEncoder {

  private final Optional<Tokenizer> tokenizer;
  private final Optional<ChatTemplate> template;
  private final TokenIdRules tokenIds;
  private final int maxPromptTokens;

  /**
   * An encoder for one model folder.
   *
   * @param tokenizer empty if the folder has none; only token ids are taken then. Not closed here
   * @param template empty if the folder has none; messages are refused then
   * @param vocabSize the target model's vocabulary, which prompts must stay within
   * @param maxPromptTokens the longest prompt that leaves room for one token of completion
   */
  public PromptEncoder(
      Optional<Tokenizer> tokenizer,
      Optional<ChatTemplate> template,
      int vocabSize,
      int maxPromptTokens) {
    this(
        tokenizer,
        template,
        new TokenIdRules(
            requirePositive(vocabSize, "vocabSize"), Set.of(), UnaryOperator.identity()),
        requirePositive(maxPromptTokens, "maxPromptTokens"));
  }

  private PromptEncoder(
      Optional<Tokenizer> tokenizer,
      Optional<ChatTemplate> template,
      TokenIdRules tokenIds,
      int maxPromptTokens) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.tokenIds = tokenIds;
    this.maxPromptTokens = maxPromptTokens;
  }

  /** The same for a model whose completions end with any of these ids. */
  public PromptEncoder endingWith(Set<Integer> eosTokenIds) {
    TokenIdRules rules = new TokenIdRules(tokenIds.vocabSize(), eosTokenIds, tokenIds.fieldNames());
    return new PromptEncoder(tokenizer, template, rules, maxPromptTokens);
  }

  /**
   * The same with other names of fields in its refusals.
   *
   * @param fieldNames what users call a field, from its name in the schema
   */
  public PromptEncoder naming(UnaryOperator<String> fieldNames) {
    TokenIdRules rules = new TokenIdRules(tokenIds.vocabSize(), tokenIds.eosTokenIds(), fieldNames);
    return new PromptEncoder(tokenizer, template, rules, maxPromptTokens);
  }

  private static int requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
    return value;
  }

  /** The request's token ids, or why there are none. Throws nothing that a prompt could cause. */
  public PromptEncoding encode(GenerationRequest request) {
    Optional<String> broken = tokenIds.firstBroken(request.parameters());
    if (broken.isPresent()) {
      return invalid(broken.get());
    }
    PromptInput prompt = request.prompt();
    Optional<PromptEncoding> unfit = checkStopTexts(request.parameters().stop().texts());
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (prompt instanceof PromptInput.TokenIds input) {
      int[] ids = input.ids().stream().mapToInt(Integer::intValue).toArray();
      return check(request, ids, "promptTokenIds");
    }
    if (tokenizer.isEmpty()) {
      return invalid(
          "prompt must be " + name("promptTokenIds") + ": the model folder has no tokenizer");
    }
    return prompt instanceof PromptInput.Text input
        ? encodeText(request, tokenizer.get(), input.text(), "prompt")
        : encodeMessages(request, tokenizer.get(), (PromptInput.Messages) prompt);
  }

  /** Refuses stop texts that cannot be looked for: that takes text, of whole characters. */
  private Optional<PromptEncoding> checkStopTexts(List<String> texts) {
    if (tokenizer.isEmpty() && !texts.isEmpty()) {
      return Optional.of(
          invalid(
              "stop must be empty: the model folder has no tokenizer, got %d entries"
                  .formatted(texts.size())));
    }
    boolean broken =
        texts.stream().anyMatch(text -> UnicodeText.firstUnpairedSurrogate(text).isPresent());
    return broken
        ? Optional.of(invalid("stop must be valid Unicode, got an unpaired surrogate"))
        : Optional.empty();
  }

  private PromptEncoding encodeMessages(
      GenerationRequest request, Tokenizer present, PromptInput.Messages input) {
    if (template.isEmpty()) {
      return invalid(
          "prompt must be text or "
              + name("promptTokenIds")
              + ": the model folder has no chat template");
    }
    if (input.messages().isEmpty()) {
      return invalid("messages must hold at least one message, got none");
    }
    for (String name : ChatTemplate.OWN_VARIABLES) {
      if (input.templateArguments().containsKey(name)) {
        return invalid(name("chatTemplateKwargs") + " must not set '" + name + "'");
      }
    }
    try {
      String text = template.get().render(input.messages(), true, input.templateArguments());
      return encodeText(request, present, text, "messages");
    } catch (TemplateException e) {
      return refused(FailureReason.TEMPLATE_FAILED, e.getMessage());
    }
  }

  private PromptEncoding encodeText(
      GenerationRequest request, Tokenizer present, String text, String field) {
    long atLeast = fewestTokens(present, text);
    if (atLeast > maxPromptTokens) {
      return tooLong("at least " + atLeast);
    }
    OptionalInt broken = UnicodeText.firstUnpairedSurrogate(text);
    if (broken.isPresent()) {
      return invalid(
          "%s must be valid Unicode, got an unpaired surrogate at index %d of %d characters"
              .formatted(field, broken.getAsInt(), text.length()));
    }
    return check(request, present.encode(text), field);
  }

  /** Tokens that the text proves to have; 0 if it proves nothing. Costs no tokenizing. */
  private static long fewestTokens(Tokenizer present, String text) {
    OptionalInt chars = present.maxCharsPerToken();
    long byLength =
        chars.isPresent() ? (text.length() + chars.getAsInt() - 1L) / chars.getAsInt() : 0;
    return Math.max(byLength, present.fewestTokens(text));
  }

  private PromptEncoding check(GenerationRequest request, int[] ids, String field) {
    if (ids.length == 0) {
      return invalid(name(field) + " must hold at least one token, got none");
    }
    if (ids.length > maxPromptTokens) {
      return tooLong(Integer.toString(ids.length));
    }
    OptionalInt unknown =
        Arrays.stream(ids).filter(id -> id < 0 || id >= tokenIds.vocabSize()).findFirst();
    if (unknown.isPresent()) {
      return invalid(tokenIds.outside(field, unknown.getAsInt()));
    }
    return new PromptEncoding.Encoded(new EncodedPrompt(request, ids));
  }

  private String name(String field) {
    return tokenIds.fieldNames().apply(field);
  }

  private PromptEncoding tooLong(String found) {
    return refused(
        FailureReason.PROMPT_TOO_LONG,
        "prompt must be at most " + maxPromptTokens + " tokens, got " + found);
  }

  private static PromptEncoding invalid(String message) {
    return refused(FailureReason.INVALID_FIELD, message);
  }

  private static PromptEncoding refused(FailureReason reason, String message) {
    return new PromptEncoding.Refused(new Refusal(reason, message));
  }
}
