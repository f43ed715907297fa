package io.flinkdomino.runtime.train.data;

import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Turns a conversation into the tokens that the model sees, and finds what the assistant says among
 * them: what a rendering up to its message has more than the rendering that asks for it.
 */
final class ConversationEncoder {

  private static final String ASSISTANT = "assistant";

  private final ChatTemplate template;
  private final Tokenizer tokenizer;
  private final int maxTokens;

  /**
   * An encoder.
   *
   * @param maxTokens where longer conversations are cut
   */
  ConversationEncoder(ChatTemplate template, Tokenizer tokenizer, int maxTokens) {
    this.template = template;
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
  }

  /**
   * A conversation's tokens; those of the assistant are to be learned.
   *
   * @throws UnusableRowException if the template does not extend a rendering by what is added to
   *     the conversation, or nothing is left to be learned
   */
  TokenRow encode(List<ChatMessage> messages) throws UnusableRowException {
    int[] whole = tokenizer.encode(template.render(messages, false, Map.of()));
    BitSet supervised = new BitSet();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).role().equals(ASSISTANT)) {
        int[] before = tokenizer.encode(template.render(messages.subList(0, i), true, Map.of()));
        int[] after =
            i + 1 == messages.size()
                ? whole
                : tokenizer.encode(template.render(messages.subList(0, i + 1), false, Map.of()));
        requirePrefix(before, whole, i);
        requirePrefix(after, whole, i);
        supervised.set(before.length, after.length);
      }
    }
    return cut(whole, supervised);
  }

  private TokenRow cut(int[] whole, BitSet supervised) throws UnusableRowException {
    int length = Math.min(whole.length, maxTokens);
    supervised.clear(length, Math.max(length, whole.length));
    if (!hasPair(supervised)) {
      throw new UnusableRowException(
          "messages must have two tokens of an assistant in a row within %d tokens, got %d in all"
              .formatted(maxTokens, supervised.cardinality()));
    }
    return new TokenRow(Arrays.copyOf(whole, length), supervised);
  }

  /** Whether a block may begin somewhere: two neighbours are to be learned. */
  private static boolean hasPair(BitSet supervised) {
    return supervised.stream().anyMatch(at -> supervised.get(at + 1));
  }

  private static void requirePrefix(int[] prefix, int[] whole, int message)
      throws UnusableRowException {
    int differs = Arrays.mismatch(prefix, whole);
    if (differs >= 0 && differs < prefix.length) {
      throw new UnusableRowException(
          "messages[%d] must render to a continuation of what stands before it, got a difference at token %d"
              .formatted(message, differs));
    }
  }
}
