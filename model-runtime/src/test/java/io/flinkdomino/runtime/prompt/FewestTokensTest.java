package io.flinkdomino.runtime.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewestTokensTest {

  private static final Path TINY = GoldenFiles.TINY_TARGET.resolve("tokenizer.json");

  private static final List<String> PIECES =
      List.of(
          "the ",
          "items",
          " a",
          "a",
          "Z",
          "9",
          "  ",
          "\n",
          "\t",
          ".",
          "--",
          "<|im_end|>",
          "<|im_",
          "é",
          "e\u0301",
          "\u0301",
          "\u0327",
          "A\u030A",
          "\u212B",
          "\u037E",
          "й",
          "\u0438\u0306",
          "中",
          "文",
          "\u1100\u1161",
          "\u11A8",
          "\uAC00",
          "😀",
          "\u0958",
          "\u00A0",
          "\u00AD",
          "\u0000",
          "\u007F",
          "\u0344",
          "\uFB1D",
          "\u1F82",
          "\u3099",
          "か",
          "ß",
          "ÿ");

  @TempDir Path folder;

  private Tokenizer open(boolean composes) throws IOException {
    ObjectNode json = (ObjectNode) GoldenFiles.read(TINY);
    JsonNode nfc = new ObjectMapper().readTree("{\"type\": \"NFC\"}");
    json.set("normalizer", composes ? nfc : null);
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json.toString());
    return Tokenizer.open(file);
  }

  /** The law that makes a refusal by it sound. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void neverExceedsTheTokensThereAre(boolean composes) throws IOException {
    Random random = new Random(20_261_125);
    try (Tokenizer tokenizer = open(composes)) {
      assertThat(tokenizer.fewestTokens("")).isZero();
      for (int i = 0; i < 5_000; i++) {
        StringBuilder text = new StringBuilder();
        int kinds = 1 + random.nextInt(PIECES.size());
        int first = random.nextInt(PIECES.size());
        for (int n = random.nextInt(60); n >= 0; n--) {
          text.append(PIECES.get((first + random.nextInt(kinds)) % PIECES.size()));
        }
        assertThat(tokenizer.fewestTokens(text.toString()))
            .as("%s", text.codePoints().mapToObj(Integer::toHexString).toList())
            .isLessThanOrEqualTo(tokenizer.encode(text.toString()).length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTokenAloneIsOneToken(boolean composes) throws IOException {
    try (Tokenizer tokenizer = open(composes)) {
      for (int id = 0; id < tokenizer.vocabularySize(); id++) {
        String text = tokenizer.decode(List.of(id), false);
        if (tokenizer.encode(text).length == 1) {
          assertThat(tokenizer.fewestTokens(text)).as("token %d", id).isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void seesMoreThanTheLongestTokenDoes(boolean composes) throws IOException {
    try (Tokenizer tokenizer = open(composes)) {
      String prose = "Noah counts apples, pens and 12 cards on a table. ".repeat(100);
      int tokens = tokenizer.encode(prose).length;
      assertThat(tokenizer.fewestTokens(prose)).isBetween(tokens / 3L, (long) tokens);
      // One mark does not hide the rest.
      assertThat(tokenizer.fewestTokens(prose + "e\u0301")).isGreaterThan(tokens / 3L);
    }
  }

  @Test
  void countsNothingThatNfcMayCompose() {
    String composed = " é";
    String apart = " e\u0301";

    assertThat(vocabularyWith(composed, true).of(apart)).isEqualTo(1);
    assertThat(vocabularyWith(composed, true).of(composed)).isEqualTo(1);
    assertThat(vocabularyWith(composed, false).of(apart)).isEqualTo(4);
  }

  private static FewestTokens vocabularyWith(String token, boolean composes) {
    FewestTokens fewest = new FewestTokens(composes);
    for (int value = 0; value < 256; value++) {
      fewest.add(new byte[] {(byte) value});
    }
    fewest.add(token.getBytes(UTF_8));
    return fewest;
  }

  @Test
  void otherKindsOfTokenizersProveNothing() throws IOException {
    try (Tokenizer llama = TokenizerFiles.byteFallback(folder)) {
      assertThat(llama.fewestTokens("a b c ".repeat(100))).isZero();
    }
  }
}
