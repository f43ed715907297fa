package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds how much text one token can stand for, and so how many tokens a text has at least.
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

  /** What bytes that are no printable Latin-1 are written as, in their order, from U+0100. */
  private static final int MOVED = 0x100;

  private final BitSet singleBytes = new BitSet();
  private final List<byte[]> tokens = new ArrayList<>();
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
    tokens.add(bytes(token));
  }

  /** The bytes that a token of the byte-level alphabet stands for, as far as it is of it. */
  private static byte[] bytes(String token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    token
        .chars()
        .filter(symbol -> isByteSymbol((char) symbol))
        .map(TextCoverage::byteOf)
        .forEach(bytes::write);
    return bytes.toByteArray();
  }

  private static int byteOf(int symbol) {
    if (symbol < MOVED) {
      return symbol;
    }
    // 0 to ' ', then DEL to U+00A0, then the soft hyphen.
    int place = symbol - MOVED;
    return place <= ' ' ? place : place < 67 ? place - ' ' - 1 + 0x7F : 0xAD;
  }

  /** Printable Latin-1 stands for itself, the other 68 bytes are moved to U+0100 and up. */
  private static boolean isByteSymbol(char symbol) {
    return (symbol >= '!' && symbol <= '~')
        || (symbol >= 0xA1 && symbol <= 0x143 && symbol != 0xAD);
  }

  void addAddedToken(JsonNode token) {
    String content = token.path("content").asText();
    longest = Math.max(longest, content.length());
    tokens.add(content.getBytes(StandardCharsets.UTF_8));
    boolean takesSpaces = token.path("lstrip").asBoolean() || token.path("rstrip").asBoolean();
    bounded &= !takesSpaces;
  }

  OptionalInt maxCharsPerToken() {
    return isBounded() ? OptionalInt.of(longest * factor) : OptionalInt.empty();
  }

  /** Counts at least so many tokens; empty where this kind of tokenizer proves nothing. */
  Optional<FewestTokens> fewestTokens() {
    if (!isBounded()) {
      return Optional.empty();
    }
    FewestTokens fewest = new FewestTokens(factor == NFC_FACTOR);
    tokens.forEach(fewest::add);
    return Optional.of(fewest);
  }

  private boolean isBounded() {
    return bounded && byteLevel && singleBytes.cardinality() == BYTES;
  }
}
