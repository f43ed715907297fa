package io.flinkdomino.bundled.tokenizer;

import io.flinkdomino.bundled.rows.Examples;
import io.flinkdomino.bundled.rows.Split;
import io.flinkdomino.bundled.tasks.TaskExample;
import io.flinkdomino.bundled.tasks.TaskMix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens, by id: the special ones, all bytes, the chats' words from the most frequent to the
 * rarest.
 *
 * <p>The idea: a word, a digit, a space, a punctuation mark stand alone, so that copying a word is
 * copying one token, wherever it stands. A word that no chat holds is its bytes.
 */
final class Vocabulary {

  /** Ids 0 to 3. */
  static final List<String> SPECIAL =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|mask|>");

  private static final int BYTES = 256;

  /** Enough for the rarest word of any task. */
  private static final int CHATS = 40_000;

  private static final double REPEAT_SHARE = 0.2;
  private static final long SEED = 1;
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

  /** The chat template's own, besides user. */
  private static final List<String> ROLES = List.of("user", "assistant", "system");

  private Vocabulary() {}

  /** All tokens as they are written in {@code tokenizer.json}. */
  static List<String> tokens() {
    List<String> tokens = new ArrayList<>(SPECIAL);
    byteSymbols().stream().sorted().map(String::valueOf).forEach(tokens::add);
    tokens.addAll(words());
    return tokens;
  }

  /** Words of several letters; all are ASCII, so they are written as they are. */
  private static List<String> words() {
    Map<String, Integer> counts = new HashMap<>();
    Examples examples = new Examples(TaskMix.all(REPEAT_SHARE), Split.TRAIN, SEED);
    for (int i = 0; i < CHATS; i++) {
      TaskExample example = examples.get(i);
      ROLES.forEach(role -> counts.merge(role, 1, Integer::sum));
      count(example.question(), counts);
      count(example.answer(), counts);
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void count(String text, Map<String, Integer> counts) {
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      counts.merge(words.group(), 1, Integer::sum);
    }
  }

  /** What stands for each byte: printable Latin-1 for itself, the others from U+0100 on. */
  private static List<Character> byteSymbols() {
    List<Character> symbols = new ArrayList<>();
    char moved = 0x100;
    for (char value = 0; value < BYTES; value++) {
      boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
      symbols.add(printable ? value : moved++);
    }
    return symbols;
  }
}
