package io.flinkdomino.runtime.train.data;

import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.template.Rendering;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Turns a conversation into the tokens that the model sees, and finds what the assistant says among
 * them: what the template's {@code generation} blocks write; where it has none, what a rendering up
 * to an assistant's message has more than the rendering that asks for it.
 */
final class ConversationEncoder {

  static final String ASSISTANT = "assistant";

  private final ChatTemplate template;
  private final Tokenizer tokenizer;
  private final int vocabSize;
  private final int maxTokens;

  /**
   * An encoder.
   *
   * @param vocabSize the model's vocabulary, which tokens must stay within
   * @param maxTokens where longer conversations are cut
   */
  ConversationEncoder(ChatTemplate template, Tokenizer tokenizer, int vocabSize, int maxTokens) {
    this.template = template;
    this.tokenizer = tokenizer;
    this.vocabSize = vocabSize;
    this.maxTokens = maxTokens;
  }

  /**
   * A conversation's tokens; those of the assistant are to be learned.
   *
   * @param arguments further variables of the template
   * @throws UnusableRowException if the tokens of what stands before them are no beginning of all
   *     tokens, or nothing is left to be learned
   */
  TokenRow encode(List<ChatMessage> messages, Map<String, Object> arguments)
      throws UnusableRowException {
    Rendering whole = template.rendering(messages, false, arguments);
    int[] tokens = tokenizer.encode(whole.text());
    BitSet supervised = new BitSet();
    for (Rendering.Span span : whole.generated()) {
      mark(tokens, whole.text(), span, supervised);
    }
    if (whole.generated().isEmpty()) {
      for (int i = 0; i < messages.size(); i++) {
        if (messages.get(i).role().equals(ASSISTANT)) {
          Rendering.Span span = turn(messages, i, whole.text(), arguments);
          mark(tokens, whole.text(), span, supervised);
        }
      }
    }
    return cut(tokens, supervised);
  }

  /**
   * Tokens of a prompt and its completion; those of the completion are to be learned.
   *
   * @throws UnusableRowException if nothing is left to be learned
   */
  TokenRow encode(int[] prompt, int[] completion) throws UnusableRowException {
    int[] tokens = Arrays.copyOf(prompt, prompt.length + completion.length);
    System.arraycopy(completion, 0, tokens, prompt.length, completion.length);
    BitSet supervised = new BitSet();
    supervised.set(prompt.length, tokens.length);
    return cut(tokens, supervised);
  }

  /** What an assistant's message adds. */
  private Rendering.Span turn(
      List<ChatMessage> messages, int index, String whole, Map<String, Object> arguments)
      throws UnusableRowException {
    String before = template.render(messages.subList(0, index), true, arguments);
    String after = template.render(messages.subList(0, index + 1), false, arguments);
    if (!after.startsWith(before) || !whole.startsWith(after)) {
      throw new UnusableRowException(
          "messages[%d] must render to a continuation of what stands before it, got another text"
              .formatted(index));
    }
    return new Rendering.Span(before.length(), after.length());
  }

  private void mark(int[] tokens, String text, Rendering.Span span, BitSet supervised)
      throws UnusableRowException {
    supervised.set(
        beginning(tokens, text.substring(0, span.start())),
        span.end() == text.length()
            ? tokens.length
            : beginning(tokens, text.substring(0, span.end())));
  }

  /** How many tokens a text's beginning has, which must be the first of all tokens. */
  private int beginning(int[] tokens, String text) throws UnusableRowException {
    int[] first = tokenizer.encode(text);
    int differs = Arrays.mismatch(first, tokens);
    if (differs >= 0 && differs < first.length) {
      throw new UnusableRowException(
          "messages must have a token boundary wherever the assistant begins or ends, got none at"
              + " token "
              + differs);
    }
    return first.length;
  }

  private TokenRow cut(int[] tokens, BitSet supervised) throws UnusableRowException {
    int highest = Arrays.stream(tokens).max().orElse(0);
    if (highest >= vocabSize) {
      throw new UnusableRowException(
          "token ids must be below the model's vocab_size = %d, got %d"
              .formatted(vocabSize, highest));
    }
    int length = Math.min(tokens.length, maxTokens);
    supervised.clear(length, Math.max(length, tokens.length));
    if (!hasPair(supervised)) {
      throw new UnusableRowException(
          "messages must have two tokens of an assistant in a row within %d tokens, got %d in all"
              .formatted(maxTokens, supervised.cardinality()));
    }
    return new TokenRow(Arrays.copyOf(tokens, length), supervised);
  }

  /** Whether a block may begin somewhere: two neighbours are to be learned. */
  private static boolean hasPair(BitSet supervised) {
    return supervised.stream().anyMatch(at -> supervised.get(at + 1));
  }
}
