package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds how much text one token can stand for.
 *
 * <p>Only a byte-level BPE tokenizer promises such a bound: it drops no text, so the longest token
 * covers the most. Others remove whitespace or fuse unknown characters without limit.
 */
final class TextCoverage {

  /** Pre-tokenizers that cut text and keep all of it. */
  private static final Set<String> KEEPING = Set.of("ByteLevel", "Split", "Digits");

  /** One composed character comes from at most four (U+1F82), counted in UTF-16. */
  private static final int NFC_FACTOR = 4;

  private static final int BYTES = 256;

  private final BitSet singleBytes = new BitSet();
  private boolean bounded = true;
  private boolean byteLevel;
  private int factor = 1;
  private int longest;

  void addModelType(@Nullable String type) {
    bounded &= "BPE".equals(type);
  }

  void addNormalizer(JsonNode normalizer) {
    if (normalizer.path("type").asText().equals("NFC")) {
      factor = NFC_FACTOR;
    } else {
      bounded &= normalizer.isNull();
    }
  }

  void addPreTokenizer(JsonNode preTokenizer) {
    boolean sequence = preTokenizer.path("type").asText().equals("Sequence");
    Iterable<JsonNode> parts =
        sequence ? preTokenizer.path("pretokenizers") : List.of(preTokenizer);
    for (JsonNode part : parts) {
      String type = part.path("type").asText();
      byteLevel |= type.equals("ByteLevel");
      bounded &= KEEPING.contains(type) && !part.path("behavior").asText().equals("Removed");
    }
  }

  /** A token of the byte-level alphabet: one character of it is one byte of text. */
  void addToken(String token) {
    longest = Math.max(longest, token.length());
    if (token.length() == 1 && isByteSymbol(token.charAt(0))) {
      singleBytes.set(token.charAt(0));
    }
  }

  /** Printable Latin-1 stands for itself, the other 68 bytes are moved to U+0100 and up. */
  private static boolean isByteSymbol(char symbol) {
    return (symbol >= '!' && symbol <= '~')
        || (symbol >= 0xA1 && symbol <= 0x143 && symbol != 0xAD);
  }

  void addAddedToken(JsonNode token) {
    longest = Math.max(longest, token.path("content").asText().length());
    boolean takesSpaces = token.path("lstrip").asBoolean() || token.path("rstrip").asBoolean();
    bounded &= !takesSpaces;
  }

  OptionalInt maxCharsPerToken() {
    boolean complete = byteLevel && singleBytes.cardinality() == BYTES;
    return bounded && complete ? OptionalInt.of(longest * factor) : OptionalInt.empty();
  }
}
